import type { ImageFacts } from "../../../src/shared/mediaFacts.ts";

/** Whether a file of this kind has room for transparency at all. */
export function mayBeTransparent(bytes: Uint8Array, mime: ImageFacts["mime"]): boolean {
  if (mime === "image/jpeg") return false;
  if (mime !== "image/png") return true;
  const colourType = bytes[25] ?? 0;
  if (colourType >= 4) return true;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + data.getUint32(at)) {
    const type = data.getUint32(at + 4);
    if (type === transparentColours) return true;
    if (type === pixels) return false;
  }
  return false;
}

/** Types of PNG chunks: `tRNS`, `IDAT`. */
const transparentColours = 0x74524e53;
const pixels = 0x49444154;

/** Rows that are looked at together. */
const band = 512;

/** Whether no pixel lets anything shine through. Servers drop transparency, and what is under it may be anything. */
export function isOpaque(picture: ImageBitmap): boolean {
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, Math.min(band, height));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return false;
  for (let top = 0; top < height; top += band) {
    context.clearRect(0, 0, width, band);
    context.drawImage(picture, 0, -top);
    const rows = Math.min(band, height - top);
    const { data } = context.getImageData(0, 0, width, rows);
    for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return false;
  }
  return true;
}
