/** An SVG's longer side where it is smaller or names no size, and the most of it that is drawn; pixels. */
const leastSide = 1536;
const mostSide = 4096;

/** Rejects for what can't be drawn. As an image an SVG runs no scripts and loads nothing. */
export async function drawSvg(file: Blob): Promise<ImageBitmap> {
  const image = new Image();
  image.src = await dataUrl(file.slice(0, file.size, "image/svg+xml"));
  await image.decode();
  const longer = Math.max(image.naturalWidth, image.naturalHeight, 1);
  const scale = Math.min(Math.max(1, leastSide / longer), mostSide / longer);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(image.naturalWidth * scale)),
    Math.max(1, Math.round(image.naturalHeight * scale)),
  );
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.transferToImageBitmap();
}

/** What has HTML in it can be read back from a canvas only when it came from such an address. */
async function dataUrl(file: Blob): Promise<string> {
  const reader = new FileReader();
  reader.readAsDataURL(file);
  await new Promise((done) => reader.addEventListener("loadend", done));
  return typeof reader.result === "string" ? reader.result : "";
}
