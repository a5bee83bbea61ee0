import { mediaFacts } from "../../../src/shared/mediaFacts.ts";
import type { Edits } from "../../pictureEditor/edits.ts";
import { shapeOf } from "../../pictureEditor/shapes.ts";
import type { PictureResult } from "../mediaJobs.ts";
import { encode } from "./encode.ts";

/** A file of what is left of the picture: nothing of what was cut off or covered is in it. */
export async function editPicture(file: Blob, { crop, marks }: Edits): Promise<PictureResult> {
  const facts = mediaFacts(new Uint8Array(await file.arrayBuffer()));
  const isPhoto = facts.kind === "image" && facts.mime === "image/jpeg";
  const picture = await createImageBitmap(file);
  const longerSide = Math.max(picture.width, picture.height);
  const canvas = new OffscreenCanvas(crop.width, crop.height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The picture could not be drawn.");
  context.translate(-crop.x, -crop.y);
  context.drawImage(picture, 0, 0);
  picture.close();
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const mark of marks) {
    const { path, fill, strokes } = shapeOf(mark, longerSide);
    const shape = new Path2D(path);
    if (fill !== "none") {
      context.fillStyle = fill;
      // This is no array.
      // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type
      context.fill(shape);
    }
    for (const { colour, width } of strokes) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke(shape);
    }
  }
  return encode(canvas.transferToImageBitmap(), isPhoto);
}
