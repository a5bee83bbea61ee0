import { mediaLimits } from "../../../src/shared/mediaFacts.ts";
import type { PictureResult, PreparedPicture } from "../mediaJobs.ts";

interface Encoding {
  readonly type: "image/png" | "image/webp";
  /** Of WebP, 0 to 1; Chromium writes 1 without any loss. */
  readonly quality?: number;
}

/** For photographs, in which nobody has to read. */
const lossy: readonly Encoding[] = [
  { type: "image/webp", quality: 0.95 },
  { type: "image/webp", quality: 0.9 },
];

/** Code and UI: every pixel as it was. What is too large even so is a photograph in disguise. */
const lossless: readonly Encoding[] = [
  { type: "image/png" },
  { type: "image/webp", quality: 1 },
  ...lossy,
];

/** Draws the picture into a file that can be sent: with all of its pixels where models look at as many. */
export async function encode(picture: ImageBitmap, photo: boolean): Promise<PictureResult> {
  const { width, height } = picture;
  let scale = Math.min(1, Math.sqrt(mediaLimits.imagePixels / (width * height)));
  for (; scale > 0.05; scale *= 0.8) {
    const canvas = draw(picture, scale);
    for (const { type, quality } of photo ? lossy : lossless) {
      const file = await canvas.convertToBlob({
        type,
        ...(quality !== undefined && { quality }),
      });
      if (file.size > mediaLimits.imageBytes) continue;
      const result = await prepared(new Uint8Array(await file.arrayBuffer()));
      return scale === 1 ? result : { ...result, shrunkFrom: { width, height } };
    }
  }
  return { type: "refused", reason: "The picture is too large." };
}

export async function prepared(bytes: Uint8Array<ArrayBuffer>): Promise<PreparedPicture> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { type: "picture", bytes, picture: new Blob([bytes]), sha256 };
}

function draw(picture: ImageBitmap, scale: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.floor(picture.width * scale)),
    Math.max(1, Math.floor(picture.height * scale)),
  );
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new Error("The picture could not be drawn.");
  // Transparent means white on a page, but black to most models, which drop it.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
