import { mediaFacts, mediaLimits, type ImageFacts } from "../../src/shared/mediaFacts.ts";
import { withoutMetadata } from "./withoutMetadata.ts";

export type PreparedMedia =
  | {
      readonly type: "prepared";
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Pixels of the original, where the picture had to shrink. */
      readonly shrunkFrom?: { readonly width: number; readonly height: number };
    }
  /** `reason`: a sentence for the user. */
  | { readonly type: "refused"; readonly reason: string };

/**
 * Makes a picture or video fit to be sent. Its own bytes decide what it is, and its size is read before it is decoded.
 * A PNG, JPEG or WebP that decodes keeps its pixels as they are and loses its metadata; everything else is drawn again.
 */
export async function prepareMedia(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedMedia> {
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") {
    return bytes.length > mediaLimits.videoBytes
      ? refused("The video is over 50 MB.")
      : { type: "prepared", bytes };
  }
  if (facts.kind === "other") {
    if (facts.name === "SVG") return prepareSvg(bytes);
    return refused(
      facts.name === undefined
        ? "This is no picture or video that can be read."
        : `Models can't read ${facts.name} files. Save it as PNG or JPEG, or as MP4.`,
    );
  }
  if (facts.width * facts.height > mediaLimits.imagePixels)
    return refused(`The picture has ${facts.width}×${facts.height} pixels, over 50 million.`);
  return prepareImage(bytes, facts);
}

async function prepareImage(
  bytes: Uint8Array<ArrayBuffer>,
  { mime, orientation }: ImageFacts,
): Promise<PreparedMedia> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mime })).catch(() => undefined);
  if (bitmap === undefined) return refused("The picture is damaged.");
  try {
    const clean = orientation === 1 ? withoutMetadata(bytes, mime) : undefined;
    if (clean !== undefined && clean.length <= mediaLimits.imageBytes)
      return { type: "prepared", bytes: clean };
    return await drawn(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The picture drawn again: as PNG, as WebP where that is too large, and smaller where that is too large too. */
async function drawn(bitmap: ImageBitmap): Promise<PreparedMedia> {
  const { width, height } = bitmap;
  for (let scale = 1; scale > 0.1; scale *= 0.8) {
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext("2d");
    if (context === null) break;
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    for (const type of ["image/png", "image/webp"]) {
      const blob = await canvas.convertToBlob({ type, quality: 0.92 });
      if (blob.size > mediaLimits.imageBytes) continue;
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return { type: "prepared", bytes, ...(scale === 1 ? {} : { shrunkFrom: { width, height } }) };
    }
  }
  return refused("The picture is too large.");
}

/** An SVG's longer side where it names no size, in pixels. */
const svgSide = 1536;

/** As an image an SVG runs no scripts and loads nothing. */
async function prepareSvg(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedMedia> {
  const url = URL.createObjectURL(new Blob([bytes], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth, naturalHeight } = image;
    const scale = Math.max(1, svgSide / Math.max(naturalWidth, naturalHeight, 1));
    const canvas = new OffscreenCanvas(
      Math.min(8192, Math.max(1, Math.round(naturalWidth * scale))),
      Math.min(8192, Math.max(1, Math.round(naturalHeight * scale))),
    );
    const context = canvas.getContext("2d");
    if (context === null) return refused("The picture could not be drawn.");
    // Transparent means white on a page, but black to most models.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return {
      type: "prepared",
      bytes: new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()),
    };
  } catch {
    return refused("The SVG could not be drawn.");
  } finally {
    URL.revokeObjectURL(url);
  }
}

function refused(reason: string): PreparedMedia {
  return { type: "refused", reason };
}
