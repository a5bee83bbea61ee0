import { mediaLimits } from "../../src/shared/mediaFacts.ts";
import type { EditorLook } from "./editorLook.ts";
import type { CodePage, Row, RowMark } from "./layout.ts";

/** Device pixels for a CSS pixel, so that a model still sees letters in the patches that it cuts a picture into. */
const pixelRatio = 2;
const padding = 16;

/** Draws one page of code as the editor shows it, without ligatures. */
export function drawPage(page: CodePage, look: EditorLook): OffscreenCanvas {
  const metrics = measure(page, look);
  const { width, height, lineHeight, left } = metrics;
  const scale = Math.min(pixelRatio, Math.sqrt(mediaLimits.imagePixels / (width * height)));
  const context = contextOf(Math.floor(width * scale), Math.floor(height * scale));
  context.scale(scale, scale);
  context.fillStyle = look.background;
  context.fillRect(0, 0, width, height);
  setFont(context, look, "");
  context.fillStyle = look.lineNumber;
  context.fillText(page.heading, padding, padding + lineHeight / 2);
  context.fillRect(padding, padding + lineHeight * 1.25, width - 2 * padding, 1 / scale);
  for (const [i, row] of page.rows.entries()) {
    const place = { left, top: padding + lineHeight * (i + 1.5), lineHeight };
    if (row.kind === "code") drawCode(context, row, place, look);
    else drawMessage(context, row, place, look);
  }
  return context.canvas;
}

type Context = OffscreenCanvasRenderingContext2D;
type CodeRow = Extract<Row, { readonly kind: "code" }>;
type MessageRow = Exclude<Row, CodeRow>;

/** Where a row stands, in CSS pixels. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly lineHeight: number;
}

function measure(page: CodePage, look: EditorLook) {
  const context = contextOf(1, 1);
  setFont(context, look, "");
  const widthOf = (text: string) => context.measureText(text).width;
  const lineHeight = Math.round(look.fontSize * 1.4);
  const left = padding + widthOf("0".repeat(String(page.end).length + 2));
  const widest = Math.max(
    widthOf(page.heading) + padding - left,
    // Bold letters are wider in some fonts.
    ...page.rows.map((row) => widthOf(textOf(row)) * 1.05),
  );
  return {
    left,
    lineHeight,
    width: Math.ceil(left + widest + padding),
    height: padding * 2 + lineHeight * (page.rows.length + 1.5),
  };
}

function drawCode(context: Context, row: CodeRow, place: Place, look: EditorLook): void {
  const { left, top, lineHeight } = place;
  const middle = top + lineHeight / 2;
  setFont(context, look, "");
  for (const mark of row.marks)
    if (mark.kind === "selection") drawSelection(context, row, mark, place, look);
  if (row.number !== undefined) {
    context.fillStyle = look.lineNumber;
    context.textAlign = "right";
    context.fillText(String(row.number), left - context.measureText("00").width, middle);
    context.textAlign = "left";
  }
  let x = left;
  for (const { text, style } of row.tokens) {
    setFont(context, look, style);
    context.fillStyle = /#[\da-f]{3,8}/i.exec(style)?.[0] ?? look.foreground;
    context.fillText(text, x, middle);
    const { width } = context.measureText(text);
    drawLines(context, style, x, middle, width, look.fontSize);
    x += width;
  }
  setFont(context, look, "");
  for (const mark of row.marks) drawSquiggle(context, row, mark, place, look);
}

function drawMessage(context: Context, row: MessageRow, place: Place, look: EditorLook): void {
  const { left, top, lineHeight } = place;
  setFont(context, look, "");
  context.fillStyle = look.severities[row.kind];
  context.fillRect(left - 8, top, 3, lineHeight);
  context.globalAlpha = 0.15;
  context.fillRect(left - 5, top, context.canvas.width, lineHeight);
  context.globalAlpha = 1;
  context.fillStyle = look.foreground;
  context.fillText(row.text, left, top + lineHeight / 2);
}

function drawSelection(
  context: Context,
  row: CodeRow,
  mark: RowMark,
  { left, top, lineHeight }: Place,
  look: EditorLook,
): void {
  const { start, width } = extent(context, row, mark);
  if (look.selectionFrame === undefined) {
    context.fillStyle = look.selection;
    context.fillRect(left + start, top, width, lineHeight);
  } else {
    context.strokeStyle = look.selectionFrame;
    context.strokeRect(left + start, top + 0.5, width, lineHeight - 1);
  }
}

function drawSquiggle(
  context: Context,
  row: CodeRow,
  mark: RowMark,
  { left, top, lineHeight }: Place,
  look: EditorLook,
): void {
  if (mark.kind === "selection") return;
  const { start, width } = extent(context, row, mark);
  const bottom = top + lineHeight - 2;
  context.strokeStyle = look.severities[mark.kind];
  context.beginPath();
  for (let x = 0; x <= width; x += 2)
    context.lineTo(left + start + x, bottom + (x % 4 === 0 ? 0 : 2));
  context.stroke();
}

/** Underlined and struck-out text. */
function drawLines(
  context: Context,
  style: string,
  x: number,
  middle: number,
  width: number,
  fontSize: number,
): void {
  if (style.includes("underline")) context.fillRect(x, middle + fontSize * 0.5, width, 1);
  if (style.includes("line-through")) context.fillRect(x, middle, width, 1);
}

function extent(context: Context, row: CodeRow, { start, end }: RowMark) {
  const text = textOf(row).padEnd(end);
  return {
    start: context.measureText(text.slice(0, start)).width,
    width: context.measureText(text.slice(start, end)).width,
  };
}

function textOf(row: Row): string {
  return row.kind === "code" ? row.tokens.map(({ text }) => text).join("") : row.text;
}

function setFont(context: Context, look: EditorLook, style: string): void {
  const slant = style.includes("italic") ? "italic" : "normal";
  const weight = style.includes("bold") ? "bold" : look.fontWeight;
  context.font = `${slant} ${weight} ${look.fontSize}px ${look.fontFamily}`;
}

function contextOf(width: number, height: number): Context {
  const context = new OffscreenCanvas(width, height).getContext("2d", { alpha: false });
  if (context === null) throw new Error("The code could not be drawn.");
  context.textBaseline = "middle";
  // As fast as possible means: without ligatures and kerning.
  context.textRendering = "optimizeSpeed";
  return context;
}
