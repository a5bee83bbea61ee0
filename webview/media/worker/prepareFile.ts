import { mediaFacts, mediaLimits, type ImageFacts } from "../../../src/shared/mediaFacts.ts";
import type { JobResult } from "../mediaJobs.ts";
import { encode, prepared } from "./encode.ts";
import { isOpaque } from "./opacity.ts";
import { withoutMetadata } from "./withoutMetadata.ts";

/**
 * Makes a picture fit to be sent. Its own bytes decide what it is, and its size is read before it is decoded. A PNG,
 * JPEG or WebP that decodes keeps its pixels as they are and loses its metadata; everything else is drawn again.
 */
export async function prepareFile(file: Blob): Promise<JobResult> {
  if (file.size > mediaLimits.videoBytes) return refused("The file is over 50 MB.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") return { type: "video", bytes, mime: facts.mime };
  if (facts.kind === "image") return preparePicture(bytes, facts);
  if (facts.name === "SVG") return { type: "svg" };
  return refused(
    facts.name === undefined
      ? "This is no picture or video that can be read."
      : `Models can't read ${facts.name} files. Save it as PNG or JPEG, or as MP4.`,
  );
}

async function preparePicture(
  bytes: Uint8Array<ArrayBuffer>,
  { mime, width, height, orientation }: ImageFacts,
): Promise<JobResult> {
  if (width * height > mediaLimits.decodedPixels)
    return refused(`The picture has ${width}×${height} pixels, over 50 million.`);
  const file = new Blob([bytes], { type: mime });
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return refused("The picture is damaged.");
  try {
    const fits = width * height <= mediaLimits.imagePixels && orientation === 1;
    const clean = fits ? withoutMetadata(bytes, mime) : undefined;
    const keeps =
      clean !== undefined &&
      clean.length <= mediaLimits.imageBytes &&
      (mime === "image/jpeg" || isOpaque(bitmap));
    return await (keeps ? prepared(clean) : encode(bitmap, mime === "image/jpeg"));
  } finally {
    bitmap.close();
  }
}

function refused(reason: string): JobResult {
  return { type: "refused", reason };
}
