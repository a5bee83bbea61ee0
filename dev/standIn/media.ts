import sharp from "sharp";
import { flatError, type MediaPart, type Refusal } from "./chatRequest.ts";
import { dominantColours, type ColourShare } from "./colours.ts";
import { shortHash } from "./record.ts";

/** What the stand-in saw in an image or a video: proof that its bytes arrived. */
export type Sight = ImageSight | VideoSight;

export interface ImageSight extends MediaFile {
  readonly kind: "image";
  readonly width: number;
  readonly height: number;
  readonly colours: readonly ColourShare[];
}

interface VideoSight extends MediaFile {
  readonly kind: "video";
}

interface MediaFile {
  /** `PNG`, `JPEG`, `WebP`, `GIF`; `MP4`, `QuickTime`, `WebM`, `Matroska`, `Ogg`. */
  readonly format: string;
  /** Bytes. */
  readonly size: number;
  /** The first 12 hex digits of its SHA-256. */
  readonly hash: string;
}

/** Decodes a media part as the real servers do, or gives the error that they give (wire.md §1.2, §1.3). */
export async function look(part: MediaPart): Promise<Sight | Refusal> {
  const url = part.type === "image_url" ? part.image_url.url : part.video_url.url;
  const bytes = dataUrlBytes(url);
  if (bytes === "not-a-data-url") return notLoaded(url);
  if (bytes === "bad-base64")
    return flatError(400, "Invalid base64-encoded media data.", "messages");
  const sight = part.type === "image_url" ? await lookAtImage(bytes) : lookAtVideo(bytes);
  return sight ?? notLoaded(url);
}

/** Only what is exactly `data:<mime>;base64,<standard, padded base64>` works everywhere. */
function dataUrlBytes(url: string): Buffer | "not-a-data-url" | "bad-base64" {
  const comma = url.indexOf(",");
  if (!/^data:[\w.+-]+\/[\w.+-]+;base64$/.test(url.slice(0, comma))) return "not-a-data-url";
  const base64 = url.slice(comma + 1);
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : "bad-base64";
}

const imageFormats = new Map([
  ["png", "PNG"],
  ["jpeg", "JPEG"],
  ["webp", "WebP"],
  ["gif", "GIF"],
]);

async function lookAtImage(bytes: Buffer): Promise<ImageSight | undefined> {
  try {
    const { format, width, height } = await sharp(bytes).metadata();
    const name = imageFormats.get(format);
    if (name === undefined) return undefined;
    const pixels = await sharp(bytes)
      .toColourspace("srgb")
      .removeAlpha()
      .resize(96, 96, { fit: "fill", kernel: "nearest" })
      .raw()
      .toBuffer();
    const colours = dominantColours(pixels, 3);
    return { kind: "image", format: name, width, height, colours, ...file(bytes) };
  } catch {
    return undefined;
  }
}

function lookAtVideo(bytes: Buffer): VideoSight | undefined {
  const format = videoFormat(bytes);
  return format === undefined ? undefined : { kind: "video", format, ...file(bytes) };
}

function videoFormat(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 64).toString("latin1");
  if (head.slice(4, 8) === "ftyp") return head.slice(8, 10) === "qt" ? "QuickTime" : "MP4";
  if (head.startsWith("\x1a\x45\xdf\xa3")) return head.includes("webm") ? "WebM" : "Matroska";
  return head.startsWith("OggS") ? "Ogg" : undefined;
}

function file(bytes: Buffer): { size: number; hash: string } {
  return { size: bytes.length, hash: shortHash(bytes) };
}

function notLoaded(url: string): Refusal {
  return flatError(
    500,
    `Internal server error: Error while loading data ${url.slice(0, 100)}`,
    "messages",
  );
}
