import { lengthOf, wholePixels, type Mark, type Rect } from "./edits.ts";

/** How a mark is drawn, on the page and into the file: an SVG path with what fills or strokes it. */
export interface Shape {
  readonly path: string;
  readonly fill: string;
  /** The light edge first, so that the mark is seen on any ground. */
  readonly strokes: readonly { readonly colour: string; readonly width: number }[];
}

/** @param longerSide of the whole picture, in pixels: marks are as thick as it is large */
export function shapeOf(mark: Mark, longerSide: number): Shape {
  // Whole pixels, so that no half-covered one at the edge keeps any of what was under it.
  if (mark.tool === "redact")
    return { path: rectangle(wholePixels(mark)), fill: "#000", strokes: [] };
  const width = Math.max(2, Math.round(longerSide / 240));
  const path = mark.tool === "box" ? rectangle(wholePixels(mark)) : arrow(mark, width);
  return {
    path,
    fill: "none",
    strokes: [
      { colour: "#fff", width: width * 1.8 },
      { colour: "#e5252a", width },
    ],
  };
}

function rectangle({ x, y, width, height }: Rect): string {
  return `M${x} ${y}h${width}v${height}h${-width}Z`;
}

function arrow(mark: Mark, width: number): string {
  const { from, to } = mark;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const head = Math.min(width * 6, lengthOf(mark) / 2);
  const wing = (turn: number) =>
    `${to.x - head * Math.cos(angle + turn)} ${to.y - head * Math.sin(angle + turn)}`;
  return `M${from.x} ${from.y}L${to.x} ${to.y}M${wing(0.5)}L${to.x} ${to.y}L${wing(-0.5)}`;
}
