import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AddMedia, Intent } from "../../../src/shared/protocol.ts";
import { mediaLimits } from "../../../src/shared/mediaFacts.ts";
import { emptyState } from "../../../dev/viewStates.ts";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { bmp, colourAt, give, giveText, pixels, recording, type Rgb } from "./files.ts";

let chat: OpenPage;
/** How many of the view's answers the test has read. */
let read = 0;

beforeEach(async () => {
  read = 0;
  chat = await openChatPage();
  await chat.show({});
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const red: Rgb = [255, 0, 0];
const blue: Rgb = [0, 0, 255];
const secret = "GPS 48.8584 N";

/** A picture whose left half is red and whose right half is blue. */
function halves(width: number, height: number) {
  const half = sharp({ create: { width, height, channels: 3, background: "red" } });
  const right = { create: { width: width / 2, height, channels: 3, background: "blue" } } as const;
  return half.composite([{ input: right, left: width / 2, top: 0 }]);
}

test("a PNG keeps every pixel's bytes, loses what else it tells, and is shown without asking the host", async () => {
  const clean = await halves(64, 48).png().toBuffer();
  const told = await sharp(clean)
    .withExif({ IFD0: { ImageDescription: secret } })
    .toBuffer();
  expect(told.includes(secret)).toBe(true);
  const { bytes, shrunkFrom } = await added("shot.png", told);
  expect(bytes.includes(secret)).toBe(false);
  expect(await pixels(bytes)).toEqual(await pixels(clean));
  expect(shrunkFrom).toBeNull();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await chat.show({
    draft: { ...emptyState.draft, attachments: [picture("a", "shot.png 64×48", sha256)] },
  });
  const thumbnail = chat.page.getByRole("listitem", { name: "shot.png" }).locator("img");
  await expect.poll(() => thumbnail.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
  expect(chat.intents.filter(({ type }) => type === "needPicture")).toEqual([]);
});

test("what is being prepared is named at once, until the host has answered", async () => {
  const pending = chat.page.getByRole("list", { name: "Being Attached" });
  await added("shot.png", await halves(64, 48).png().toBuffer());
  expect(await pending.getByRole("listitem").allInnerTexts()).toEqual(["shot.png"]);
  await chat.show({
    draft: { ...emptyState.draft, attachments: [picture("a", "shot.png 64×48", "0")] },
  });
  await expect.poll(() => pending.count()).toBe(0);
});

test("a photograph that lies on its side is turned upright, and forgets where it was taken", async () => {
  const photo = await halves(60, 40)
    .jpeg()
    .withMetadata({ orientation: 6, exif: { IFD0: { ImageDescription: secret } } })
    .toBuffer();
  const { bytes } = await added("photo.jpg", photo);
  const { format, width, height } = await sharp(bytes).metadata();
  expect([format, width, height]).toEqual(["jpeg", 40, 60]);
  expect(await colourAt(bytes, 20, 10)).toBe("red");
  expect(await colourAt(bytes, 20, 50)).toBe("blue");
  expect(bytes.includes(secret)).toBe(false);
});

test("a picture that is too large without loss becomes a JPEG of as many pixels; code in as large a file stays as it is", async () => {
  const [width, height] = [3840, 2160];
  const small = { width: width / 4, height: height / 4, channels: 3 } as const;
  const grain = Array.from({ length: small.width * small.height * 3 }, (_, i) => i * 2654435761);
  const spots = sharp(Buffer.from(grain.map((value) => value >>> 24)), { raw: small }).blur(6);
  const photo = await spots.normalise().resize(width, height).png().toBuffer();
  expect(photo.length).toBeGreaterThan(mediaLimits.imageBytes);
  const { bytes, shrunkFrom } = await added("photo.png", photo);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width, height });
  expect(shrunkFrom).toBeNull();
  expect(bytes.length).toBeLessThanOrEqual(mediaLimits.imageBytes);

  const screen = await halves(width, height).png({ compressionLevel: 0 }).toBuffer();
  expect(screen.length).toBeGreaterThan(mediaLimits.imageBytes);
  const code = await added("screen.png", screen);
  expect(await sharp(code.bytes).metadata()).toMatchObject({ format: "png", width });
  expect(await pixels(code.bytes)).toEqual(await pixels(screen));
  const shown = chat.page.getByRole("list", { name: "Being Attached" }).locator("img");
  await expect
    .poll(() => shown.last().evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(96);
});

test("of a GIF the first frame is sent, a BMP as PNG, and transparency lies on white", async () => {
  const frames = ["red", "blue"].map((background) => ({
    create: { width: 20, height: 10, channels: 3, background } as const,
  }));
  const gif = await sharp(await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer())), {
    join: { animated: true },
  })
    .gif()
    .toBuffer();
  const still = await added("moving.gif", gif);
  expect(await sharp(still.bytes).metadata()).toMatchObject({ format: "png", width: 20 });
  expect(await colourAt(still.bytes, 10, 5)).toBe("red");

  const plain = await added("plain.bmp", bmp(21, 10, red, blue));
  expect(await sharp(plain.bytes).metadata()).toMatchObject({ format: "png", width: 21 });
  expect([await colourAt(plain.bytes, 2, 5), await colourAt(plain.bytes, 18, 5)]).toEqual([
    "red",
    "blue",
  ]);

  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const glass = { create: { width: 8, height: 8, channels: 4, background: clear } } as const;
  const flat = await added("glass.png", await sharp(glass).png().toBuffer());
  expect(await colourAt(flat.bytes, 4, 4)).toBe("white");
});

test("an SVG is drawn; its scripts don't run and what it points at is not fetched", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">
    <script>fetch("https://example.com/script")</script>
    <style>@import "https://example.com/style"; rect { fill: url(https://example.com/fill) red }</style>
    <image href="https://example.com/image.png" width="10" height="10" onload="top.pwned = true"/>
    <foreignObject width="10" height="10"><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.com/frame"/></foreignObject>
    <rect x="20" width="80" height="50" fill="red"/></svg>`;
  const { bytes } = await added("drawing.svg", Buffer.from(svg));
  const { format, width, height } = await sharp(bytes).metadata();
  expect([format, width, height]).toEqual(["png", 1536, 768]);
  expect(await chat.page.evaluate(() => "pwned" in globalThis)).toBe(false);
});

test("a picture with more pixels than models look at shrinks, says from what, and offers to be cropped", async () => {
  const { bytes, shrunkFrom } = await added("8k.png", await halves(7680, 4320).png().toBuffer());
  expect(shrunkFrom).toEqual({ width: 7680, height: 4320 });
  const { width, height, format } = await sharp(bytes).metadata();
  expect(format).toBe("png");
  expect(width * height).toBeLessThanOrEqual(mediaLimits.imagePixels);
  expect(width * height).toBeGreaterThan(mediaLimits.imagePixels * 0.99);

  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const shown = { ...picture("a", "8k.png", sha256), ...(shrunkFrom !== null && { shrunkFrom }) };
  await chat.show({ draft: { ...emptyState.draft, attachments: [shown] } });
  await chat.page.getByText("shrunk from 7680×4320").waitFor();
  await chat.page.getByRole("button", { name: "Crop 8k.png" }).click();
  const dialog = chat.page.getByRole("dialog", { name: "Edit 8k.png" });
  await dialog.getByRole("application", { name: "Picture, 7680 by 4320 pixels" }).waitFor();
  expect(await dialog.getByRole("radio", { name: "Crop" }).isChecked()).toBe(true);
});

test("what can't be sent is refused by name and reason, before anything is decoded where that could harm", async () => {
  const good = await halves(64, 48).png().toBuffer();
  const bomb = Buffer.from(good);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const wrongSum = Buffer.from(good);
  wrongSum.writeUInt8(wrongSum.readUInt8(29) ^ 0xff, 29);
  const cases: readonly [name: string, bytes: Buffer, reason: RegExp][] = [
    ["bomb.png", bomb, /60000×60000 pixels, over 50 million/],
    ["sum.png", wrongSum, /damaged/],
    ["half.png", good.subarray(0, good.length - 40), /damaged/],
    ["nothing.png", Buffer.alloc(0), /no picture or video that can be read/],
    ["page.png", Buffer.from("<!doctype html><p>hello"), /no picture or video/],
    ["photo.png", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), /HEIC/],
    ["scan.jpg", await halves(8, 8).tiff().toBuffer(), /TIFF/],
    ["broken.svg", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><"), /could not be drawn/],
  ];
  for (const [name, bytes, reason] of cases) {
    await give(chat.page, "drop", { name, bytes });
    const intent = await next();
    expect(intent).toEqual({ type: "refuseMedia", text: expect.stringMatching(reason) });
    expect(Object(intent).text).toContain(`${name}: `);
  }
});

test("a video is kept as it is, with evenly spaced frames for models that take pictures only", async () => {
  const { bytes, frames } = await added("clip.webm", await recording(chat.page));
  expect(Buffer.from(bytes).subarray(0, 4).toString("hex")).toBe("1a45dfa3");
  expect(frames).toHaveLength(mediaLimits.videoFrames);
  const seconds = frames.map((frame) => frame.seconds);
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  const first = Buffer.from(frames[0]?.bytes ?? []);
  const last = Buffer.from(frames.at(-1)?.bytes ?? []);
  expect(await sharp(first).metadata()).toMatchObject({ width: 64, height: 48 });
  expect([await colourAt(first, 32, 24), await colourAt(last, 32, 24)]).toEqual(["red", "blue"]);

  const silent = Buffer.concat([Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isom", "latin1")]);
  expect((await added("unplayable.mp4", silent)).frames).toEqual([]);
});

test("a data URL is a picture; an address on the web is not fetched, and says what to do instead", async () => {
  const png = await halves(64, 48).png().toBuffer();
  const dataUrl = `data:image/png;base64,${png.toString("base64")}`;
  await giveText(chat.page, "paste", "text/plain", dataUrl);
  const intent = await next();
  expect(intent).toMatchObject({ type: "addMedia", name: "image.png" });
  await giveText(chat.page, "drop", "text/uri-list", "https://example.com/a.png?of=me");
  expect(await next()).toEqual({
    type: "refuseMedia",
    text: expect.stringMatching(
      /^Nothing is fetched .* https:\/\/example\.com\/a\.png\?of=me\. Open/,
    ),
  });
  const before = chat.intents.length;
  await giveText(
    chat.page,
    "drop",
    "application/vnd.code.uri-list",
    "file:///a.ts\r\nfile:///b.png",
  );
  await expect
    .poll(() => chat.intents.slice(before))
    .toContainEqual({
      type: "attachUris",
      uris: ["file:///a.ts", "file:///b.png"],
    });
});

test("several pastes at once are attached in the order in which they came", async () => {
  const large = await halves(3000, 2000).png().toBuffer();
  const small = await halves(8, 8).png().toBuffer();
  await Promise.all([
    give(chat.page, "paste", { name: "1.png", bytes: large }, { name: "2.png", bytes: small }),
    give(chat.page, "drop", { name: "3.png", bytes: small }),
  ]);
  await expect.poll(() => media().map(({ name }) => name)).toEqual(["1.png", "2.png", "3.png"]);
});

test("a worker that fails takes only its own pictures with it", async () => {
  await chat.page.addInitScript(() => {
    const post = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage") ?? {};
    // Only of the first job.
    Worker.prototype.postMessage = function fail(this: Worker) {
      Object.defineProperty(Worker.prototype, "postMessage", post);
      this.dispatchEvent(new ErrorEvent("error"));
    };
  });
  await chat.rebuild();
  await chat.show({});
  const bytes = await halves(8, 8).png().toBuffer();
  await give(chat.page, "paste", { name: "lost.png", bytes });
  expect(await next()).toMatchObject({ type: "refuseMedia" });
  expect((await added("kept.png", bytes)).name).toBe("kept.png");
});

function picture(id: string, name: string, sha256: string) {
  return { id, kind: "image", name, detail: "", tokens: 1, sha256, outdated: false } as const;
}

async function added(
  name: string,
  bytes: Buffer,
): Promise<Omit<AddMedia, "bytes"> & { bytes: Buffer }> {
  await give(chat.page, "paste", { name, bytes });
  const intent = await next();
  if (intent.type !== "addMedia") throw new Error(JSON.stringify(intent));
  return { ...intent, bytes: Buffer.from(intent.bytes) };
}

/** What the view says of the file that it was just given. */
async function next(): Promise<Intent> {
  await expect.poll(() => answers().length).toBeGreaterThan(read);
  const intent = answers()[read++];
  if (intent === undefined) throw new Error("nothing was said");
  return intent;
}

function answers(): readonly Intent[] {
  return chat.intents.filter(({ type }) => type === "addMedia" || type === "refuseMedia");
}

function media(): readonly AddMedia[] {
  return chat.intents.filter((intent) => intent.type === "addMedia");
}
