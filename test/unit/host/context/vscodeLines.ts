/** As much of `vscode` as code about lines, selections and symbols asks for, outside of VS Code. */
class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }

  isAfter(other: Position): boolean {
    return this.line > other.line || (this.line === other.line && this.character > other.character);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...at: readonly [Position, Position] | readonly [number, number, number, number]) {
    this.start = at.length === 2 ? at[0] : new Position(at[0], at[1]);
    this.end = at.length === 2 ? at[1] : new Position(at[2], at[3]);
  }

  get isEmpty(): boolean {
    return !this.end.isAfter(this.start);
  }

  get isSingleLine(): boolean {
    return this.start.line === this.end.line;
  }

  with({ end }: { readonly end: Position }): Range {
    return new Range(this.start, end);
  }
}

export const SymbolKind = {
  Module: 1,
  Namespace: 2,
  Class: 4,
  Method: 5,
  Property: 6,
  Constructor: 8,
  Enum: 9,
  Interface: 10,
  Function: 11,
  Variable: 12,
  String: 14,
  Struct: 22,
} as const;

/** An open file whose lines end with `\n`. */
export class Document {
  readonly uri = { scheme: "file", path: "/folder/a.ts", toString: () => "file:///folder/a.ts" };
  readonly languageId = "typescript";
  version = 1;
  #lines: readonly string[];

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  set(text: string): void {
    this.#lines = text.split("\n");
    this.version += 1;
  }

  lineAt(lineNumber: number) {
    const text = this.#lines[lineNumber];
    if (text === undefined) throw new Error(`No line ${lineNumber}.`);
    return {
      lineNumber,
      text,
      range: new Range(lineNumber, 0, lineNumber, text.length),
      firstNonWhitespaceCharacterIndex: text.length - text.trimStart().length,
    };
  }

  validateRange({ start, end }: Range): Range {
    const within = ({ line, character }: Position) => {
      const last = Math.min(line, this.lineCount - 1);
      return new Position(last, Math.min(character, this.lineAt(last).text.length));
    };
    return new Range(within(start), within(end));
  }

  getText(range?: Range): string {
    const { start, end } = this.validateRange(
      range ?? new Range(0, 0, this.lineCount, Number.MAX_SAFE_INTEGER),
    );
    const lines = this.#lines.slice(start.line, end.line + 1);
    const last = lines.pop() ?? "";
    return [...lines, last.slice(0, end.character)].join("\n").slice(start.character);
  }
}
