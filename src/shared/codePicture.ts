import type { TokenLine } from "./colouring.ts";

/** Code to be drawn as pictures, for a model that reads pictures. */
export interface CodePicture {
  /** The host's id of the code; each page comes back with it. */
  readonly sourceId: string;
  /** The path in its folder; it stands above the code. */
  readonly path: string;
  /** Lines end with `\n`. */
  readonly text: string;
  /** 1-based number of the text's first line. */
  readonly firstLine: number;
  readonly tabSize: number;
  /** The colours of the lines, as in a `TokensSignal`; empty where no grammar knows the language. */
  readonly lines: readonly TokenLine[];
  readonly styles: readonly string[];
  readonly marks: readonly CodeMark[];
}

/** Something in the code that is pointed out. Columns are UTF-16 offsets in the line; the end is exclusive. */
export interface CodeMark {
  readonly kind: "error" | "warning" | "information" | "hint" | "selection";
  /** 1-based, in the document. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Stands below the line. */
  readonly message?: string;
}
