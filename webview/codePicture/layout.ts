import type { CodeMark, CodePicture } from "../../src/shared/codePicture.ts";
import { graphemesOf } from "./graphemes.ts";

/** A piece of a row in one style, such as `#569CD6 bold`; empty for plain text. */
export interface Token {
  readonly text: string;
  readonly style: string;
}

/** Something pointed out on a row. Columns are UTF-16 offsets in its text; the end is exclusive. */
export interface RowMark {
  readonly kind: CodeMark["kind"];
  readonly start: number;
  readonly end: number;
}

export type Row =
  | {
      readonly kind: "code";
      /** The line's number, on the first of its rows. */
      readonly number: number | undefined;
      readonly tokens: readonly Token[];
      readonly marks: readonly RowMark[];
    }
  /** A message about the line above it. */
  | { readonly kind: Exclude<CodeMark["kind"], "selection">; readonly text: string };

export interface CodePage {
  /** Stands above the code. */
  readonly heading: string;
  readonly rows: readonly Row[];
  /** Lines of the document, 1-based, inclusive. */
  readonly start: number;
  readonly end: number;
  /** Those of them that are whole on this page; null for none. */
  readonly whole: { readonly start: number; readonly end: number } | null;
}

/** What a page may hold: at twice the usual size it stays within the pixels that models look at. */
export const pageLimits: { readonly rows: number; readonly columns: number } = {
  rows: 64,
  columns: 120,
};

/** Breaks code into rows of a page's width and pages of its height; a line that fits on a page never spans two. */
export function layOut(picture: CodePicture): readonly CodePage[] {
  const { path, firstLine, text } = picture;
  const lines = text.split("\n");
  const pages: CodePage[] = [];
  let rows: Row[] = [];
  let start = firstLine;
  let firstWhole = firstLine;
  const finish = (end: number, lastWhole = end) => {
    const range = start === end ? `${start}` : `${start}-${end}`;
    const whole = firstWhole <= lastWhole ? { start: firstWhole, end: lastWhole } : null;
    if (rows.length > 0) pages.push({ heading: `${path}:${range}`, rows, start, end, whole });
    rows = [];
    firstWhole = end + 1;
  };
  for (const [i, line] of lines.entries()) {
    const number = firstLine + i;
    const next = rowsOf(number, line.replace(/\r$/, ""), i, picture);
    if (rows.length + next.length > pageLimits.rows && rows.length > 0) {
      finish(number - 1);
      start = number;
    }
    for (const row of next) {
      if (rows.length === pageLimits.rows) {
        finish(number, number - 1);
        start = number;
      }
      rows.push(row);
    }
  }
  finish(firstLine + lines.length - 1);
  return pages;
}

function rowsOf(number: number, line: string, index: number, picture: CodePicture): readonly Row[] {
  const onLine = picture.marks.filter((mark) => mark.line === number);
  let row = new OpenRow();
  const rows = [row];
  let offset = 0;
  for (const { text, style } of tokensOf(line, picture.lines[index] ?? [], picture.styles))
    for (const grapheme of graphemesOf(text)) {
      const shown =
        grapheme.text === "\t"
          ? " ".repeat(picture.tabSize - (row.columns % picture.tabSize))
          : grapheme.text;
      const columns = grapheme.text === "\t" ? shown.length : grapheme.columns;
      if (row.columns + columns > pageLimits.columns) rows.push((row = new OpenRow()));
      row.add(shown, columns, style, onLine, offset);
      offset += grapheme.text.length;
    }
  row.markEnd(onLine, offset);
  return [
    ...rows.map((open, i): Row => open.close(i === 0 ? number : undefined)),
    ...onLine.flatMap(messageRows),
  ];
}

function messageRows({ kind, message }: CodeMark): readonly Row[] {
  if (message === undefined || kind === "selection") return [];
  const said = `${kind}: ${message.replaceAll(/\s+/g, " ").trim()}`;
  const rows = [""];
  let columns = 0;
  for (const grapheme of graphemesOf(said)) {
    columns += grapheme.columns;
    if (columns > pageLimits.columns) {
      rows.push("");
      columns = grapheme.columns;
    }
    rows.push(`${rows.pop() ?? ""}${grapheme.text}`);
  }
  return rows.map((text) => ({ kind, text }));
}

/** A line's text in its styles; plain where they are for another text. */
function tokensOf(
  text: string,
  line: CodePicture["lines"][number],
  styles: readonly string[],
): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (let index = 0; index < line.length; index += 2) {
    const end = at + (line[index] ?? 0);
    tokens.push({ text: text.slice(at, end), style: styles[line[index + 1] ?? 0] ?? "" });
    at = end;
  }
  return at === text.length ? tokens : [{ text, style: "" }];
}

/** A row that is being filled. */
class OpenRow {
  columns = 0;
  #length = 0;
  readonly #tokens: { text: string; style: string }[] = [];
  readonly #marks = new Map<CodeMark, { start: number; end: number }>();

  /** `offset`: where the text begins in its line. */
  add(
    text: string,
    columns: number,
    style: string,
    marks: readonly CodeMark[],
    offset: number,
  ): void {
    const last = this.#tokens.at(-1);
    if (last?.style === style) last.text += text;
    else this.#tokens.push({ text, style });
    for (const mark of marks)
      if (mark.start <= offset && offset < mark.end) this.#extend(mark, text.length);
    this.columns += columns;
    this.#length += text.length;
  }

  /** Marks that begin at the line's end are shown one column beyond it. */
  markEnd(marks: readonly CodeMark[], length: number): void {
    for (const mark of marks)
      if (mark.start >= length && !this.#marks.has(mark)) this.#extend(mark, 1);
  }

  close(number: number | undefined): Row {
    const marks = Array.from(this.#marks, ([{ kind }, extent]) => ({ kind, ...extent }));
    return { kind: "code", number, tokens: this.#tokens, marks };
  }

  #extend(mark: CodeMark, length: number): void {
    const start = this.#marks.get(mark)?.start ?? this.#length;
    this.#marks.set(mark, { start, end: this.#length + length });
  }
}
