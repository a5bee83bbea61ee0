import { expect, test } from "vitest";
import type { MediaAttachment, MediaRef } from "../../../src/core/attachment.ts";
import { canSee, mediaParts, type Takes } from "../../../src/core/mediaParts.ts";

const picture: MediaRef = { sha256: "a", mime: "image/png", size: 4, width: 1280, height: 800 };
const shot: MediaAttachment = { kind: "image", id: "i", name: "shot.png", media: picture };
const clip: MediaAttachment = {
  kind: "video",
  id: "v",
  name: "clip.webm",
  media: { sha256: "b", mime: "video/webm", size: 4 },
  frames: [
    { media: picture, seconds: 0.5 },
    { media: picture, seconds: 1.5 },
  ],
};
const { frames, ...bare } = clip;
const four = async () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

test("a picture's base64 never ends like a file's name, and its bytes stay what they were", async () => {
  for (const ending of ["+png", "/jpg", "jpeg", "WEBP", "xGif"]) {
    const trap = Buffer.from(`iVBORw0K${ending}`, "base64");
    const sent = await mediaParts(shot, undefined, async () => new Uint8Array(trap));
    const [part] = sent?.parts ?? [];
    const url = part?.type === "image_url" ? part.image_url.url : "";
    expect(url).toMatch(/^data:image\/png;base64,[A-Za-z\d+/]+==$/);
    const bytes = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
    expect(bytes.subarray(0, trap.length)).toEqual(trap);
    expect(bytes.length).toBe(trap.length + 1);
  }
});

test("a video goes out as itself, or as its frames to a model that takes pictures only", async () => {
  const picturesOnly = { image: true, video: false };
  expect(await types(clip)).toEqual(["video_url", undefined]);
  expect(await types(clip, { image: true, video: true })).toEqual(["video_url", undefined]);
  expect(await types(clip, picturesOnly)).toEqual([
    "image_url",
    "image_url",
    "2 frames of the video clip.webm, at 0.5 s, 1.5 s",
  ]);
  // Sent anyway.
  expect(await types(bare, picturesOnly)).toEqual(["video_url", undefined]);
  expect([canSee(clip, picturesOnly), canSee(bare, picturesOnly)]).toEqual([true, false]);
});

test("what can't be read whole is not sent in part", async () => {
  let reads = 0;
  const second = async () => (++reads === 2 ? undefined : four());
  expect(await mediaParts(clip, { image: true, video: false }, second)).toBeUndefined();
  expect(
    await mediaParts(shot, undefined, () => Promise.reject(new Error("lost"))),
  ).toBeUndefined();
});

async function types(attachment: MediaAttachment, takes?: Takes): Promise<readonly unknown[]> {
  const { parts = [], text } = (await mediaParts(attachment, takes, four)) ?? {};
  return [...parts.map(({ type }) => type), text];
}
