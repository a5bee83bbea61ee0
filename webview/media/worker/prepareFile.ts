import { mediaFacts, mediaLimits, type ImageFacts } from "../../../src/shared/mediaFacts.ts";
import type { JobResult } from "../mediaJobs.ts";
import { encode, prepared } from "./encode.ts";
import { isOpaque, mayBeTransparent } from "./opacity.ts";
import type { Show } from "./preview.ts";
import { withoutMetadata } from "./withoutMetadata.ts";

/**
 * Makes a picture fit to be sent. Its own bytes decide what it is, and its size is read before it is decoded. A PNG,
 * JPEG or WebP that decodes keeps its pixels as they are and loses its metadata; everything else is drawn again.
 */
export async function prepareFile(file: Blob, show: Show): Promise<JobResult> {
  if (file.size > mediaLimits.videoBytes) return refused("The file is over 50 MB.");
  const read = new Uint8Array(await file.arrayBuffer());
  // What comes as a file is what it is, whatever its text begins with.
  const bytes = file instanceof File ? read : decoded(read);
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") return { type: "video", bytes, mime: facts.mime };
  if (facts.kind === "image") return preparePicture(bytes, facts, show);
  if (facts.name === "SVG") return { type: "svg" };
  if (facts.name !== undefined)
    return refused(`Models can't read ${facts.name} files. Save it as PNG or JPEG, or as MP4.`);
  const text = file instanceof File && !mediaName.test(file.name) ? textIn(bytes) : undefined;
  if (text === undefined) return refused(whyUnread(bytes));
  return text.length > longestText
    ? refused("The file is over 1 MB. Open it, and attach the lines that matter.")
    : { type: "text", text };
}

/** A file with such a name that holds none is damaged, whatever else it may be. */
const mediaName =
  /\.(?:png|jpe?g|webp|gif|bmp|svg|heic|heif|avif|tiff?|mp4|m4v|mov|webm|mkv|avi)$/i;
/** UTF-16 units. */
const longestText = 1_000_000;

/** Undefined where it is neither UTF-8 nor UTF-16 that says so, or has what no text has. */
function textIn(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.slice(0, 8192).includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** By its byte order mark: what Windows calls Unicode text is UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function whyUnread(bytes: Uint8Array): string {
  return bytes.length === 0 || bytes.subarray(0, 8192).includes(0)
    ? "This is no picture or video that can be read."
    : "This is no picture or video that can be read, and no text in UTF-8 or UTF-16.";
}

/** What a data URL holds; anything else as it is. */
function decoded(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const isDataUrl = String.fromCharCode(...bytes.subarray(0, 5)).toLowerCase() === "data:";
  if (!isDataUrl) return bytes;
  const url = new TextDecoder().decode(bytes);
  const binary = atob(url.slice(url.indexOf(",") + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function preparePicture(
  bytes: Uint8Array<ArrayBuffer>,
  { mime, width, height, orientation }: ImageFacts,
  show: Show,
): Promise<JobResult> {
  if (width * height > mediaLimits.decodedPixels)
    return refused(`The picture has ${width}×${height} pixels, over 50 million.`);
  const decoding = createImageBitmap(new Blob([bytes], { type: mime })).catch(() => undefined);
  // Another thread decodes meanwhile.
  const fits = width * height <= mediaLimits.imagePixels && orientation === 1;
  const clean = fits ? withoutMetadata(bytes, mime) : undefined;
  const kept = clean && clean.length <= mediaLimits.imageBytes ? await prepared(clean) : undefined;
  const bitmap = await decoding;
  if (bitmap === undefined) return refused("The picture is damaged.");
  try {
    if (kept !== undefined && (!mayBeTransparent(bytes, mime) || isOpaque(bitmap))) return kept;
    await show(bitmap);
    return await encode(bitmap, mime === "image/jpeg");
  } finally {
    bitmap.close();
  }
}

function refused(reason: string): JobResult {
  return { type: "refused", reason };
}
