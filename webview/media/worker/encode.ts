import { mediaLimits } from "../../../src/shared/mediaFacts.ts";
import type { PictureResult, PreparedPicture } from "../mediaJobs.ts";

interface Encoding {
  readonly type: "image/png" | "image/jpeg";
  /** Of JPEG, 0 to 1. */
  readonly quality?: number;
}

/** Code and UI: every pixel as it was. What is too large even so is a photograph in disguise. */
const lossless: Encoding = { type: "image/png" };

/** For photographs. Letters in them stay sharp; WebP saves a third of the bytes, but takes ten times as long. */
const lossy: readonly Encoding[] = [
  { type: "image/jpeg", quality: 0.95 },
  { type: "image/jpeg", quality: 0.9 },
];

/** Draws the picture into a file that can be sent: with all of its pixels where models look at as many. */
export async function encode(picture: ImageBitmap, photo: boolean): Promise<PictureResult> {
  const { width, height } = picture;
  let scale = Math.min(1, Math.sqrt(mediaLimits.imagePixels / (width * height)));
  for (; scale > 0.05; scale *= 0.8) {
    const canvas = draw(picture, scale);
    const encodings = photo ? lossy : [...(await withoutLoss(canvas)), ...lossy];
    for (const encoding of encodings) {
      const file = await canvas.convertToBlob(encoding);
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

/** Rows of a sample, and how many samples are taken from a picture. */
const sampleRows = 32;
const samples = 4;

/** Nothing where samples say that the picture would be far too large: encoding all of it to find out takes long. */
async function withoutLoss(canvas: OffscreenCanvas): Promise<readonly Encoding[]> {
  const { width, height } = canvas;
  if (width * height * 3 < mediaLimits.imageBytes) return [lossless];
  const sample = new OffscreenCanvas(width, sampleRows * samples);
  const context = sample.getContext("2d", { alpha: false });
  for (let i = 0; i < samples; i++) {
    const top = Math.floor(((i + 0.5) / samples) * (height - sampleRows));
    const rows = [width, sampleRows] as const;
    context?.drawImage(canvas, 0, top, ...rows, 0, i * sampleRows, ...rows);
  }
  const { size } = await sample.convertToBlob(lossless);
  const expected = (size * height) / sample.height;
  return expected > mediaLimits.imageBytes * 1.3 ? [] : [lossless];
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
