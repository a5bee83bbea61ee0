import type { MediaAttachment, MediaRef } from "./attachment.ts";
import { quoted } from "./codeText.ts";
import type { ContentPart } from "./completion.ts";

/** The bytes of a media file; undefined or a rejection where they are lost. */
export type ReadMedia = (media: MediaRef) => Promise<Uint8Array | undefined>;

/** What a model takes beside text. */
export interface Takes {
  readonly image: boolean;
  readonly video: boolean;
}

/** Whether something of it can be sent to such a model: itself, or the frames of a video. */
export function canSee({ kind, frames }: MediaAttachment, takes: Takes): boolean {
  return takes[kind] || (takes.image && frames !== undefined);
}

/** Whether a video goes out as pictures, because the model takes nothing else. */
function goesAsFrames({ kind, frames }: MediaAttachment, takes: Takes | undefined): boolean {
  return kind === "video" && frames !== undefined && takes?.video === false;
}

/** The parts of a request for a picture or video, and what has to be said of them; undefined for a file that is lost. */
export async function mediaParts(
  attachment: MediaAttachment,
  takes: Takes | undefined,
  readMedia: ReadMedia,
): Promise<{ readonly parts: readonly ContentPart[]; readonly text?: string } | undefined> {
  const { kind, name, media, frames = [] } = attachment;
  if (!goesAsFrames(attachment, takes)) {
    const part = await mediaPart(kind, media, readMedia);
    return part && { parts: [part] };
  }
  const parts: ContentPart[] = [];
  for (const frame of frames) {
    const part = await mediaPart("image", frame.media, readMedia);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const times = frames.map(({ seconds }) => `${seconds.toFixed(1)} s`).join(", ");
  return { parts, text: `${frames.length} frames of the video ${quoted(name)}, at ${times}` };
}

async function mediaPart(
  kind: MediaAttachment["kind"],
  media: MediaRef,
  readMedia: ReadMedia,
): Promise<ContentPart | undefined> {
  const bytes = await readMedia(media).catch(() => undefined);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const encode = kind === "image" ? imageBase64 : base64;
  const file = {
    /** Encoded each time it is read: a chat can have more pictures than should be in memory as text. */
    get url() {
      // Exactly this form: servers refuse further parameters, whitespace and the URL-safe alphabet (wire.md §1.3).
      return `data:${media.mime};base64,${encode(bytes)}`;
    },
  };
  return kind === "image"
    ? { type: "image_url", image_url: file }
    : { type: "video_url", video_url: file };
}

/** An older server takes what ends so for the name of a file, before it looks for `data:` (wire.md §1.3). */
const fileEnding = /(?:png|jpe?g|webp|gif)$/i;

/** A byte after the picture's end is nothing to decoders, and pads the text with `==`. */
function imageBase64(bytes: Uint8Array): string {
  const text = base64(bytes);
  return fileEnding.test(text) ? base64(Buffer.concat([bytes, Buffer.alloc(1)])) : text;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}
