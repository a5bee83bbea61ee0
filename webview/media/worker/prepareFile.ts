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
  const bytes = decoded(new Uint8Array(await file.arrayBuffer()));
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") return { type: "video", bytes, mime: facts.mime };
  if (facts.kind === "image") return preparePicture(bytes, facts, show);
  if (facts.name === "SVG") return { type: "svg" };
  return refused(
    facts.name === undefined
      ? "This is no picture or video that can be read."
      : `Models can't read ${facts.name} files. Save it as PNG or JPEG, or as MP4.`,
  );
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
