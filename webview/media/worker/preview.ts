/** Pixels; twice what a chip has room for. */
const longestSide = 96;

/** Shows what a picture looks like before it is encoded. */
export type Show = (picture: ImageBitmap | OffscreenCanvas) => Promise<void>;

/** A small picture to show while the whole one is encoded. */
export async function preview(picture: ImageBitmap | OffscreenCanvas): Promise<Blob> {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/png" });
}
