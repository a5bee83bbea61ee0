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
