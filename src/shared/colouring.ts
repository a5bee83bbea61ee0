/** The tokens of one line of code: lengths in UTF-16 units and indices of styles, in turn. Empty: plain text. */
export type TokenLine = readonly number[];

/** Lines of a code block in the view that are to be coloured. */
export interface HighlightIntent {
  readonly type: "highlight";
  /** The view's number of the block, and the first line that is meant. Lines come in their order. */
  readonly block: number;
  readonly from: number;
  /** The fence's tag. */
  readonly language: string;
  readonly text: string;
  /** Whether the last line may still grow: the next lines will start here again. */
  readonly peek: boolean;
}

/** The colours of lines of a code block; a block without a known language gets none. */
export interface TokensSignal {
  readonly type: "tokens";
  readonly block: number;
  readonly from: number;
  /** Such as `#569CD6 bold`; empty for plain text. */
  readonly styles: readonly string[];
  readonly lines: readonly TokenLine[];
}
