/** A file that an answer names, and where in it. */
export interface FilePlace {
  readonly path: string;
  /** From 1; null where none is named. */
  readonly line: number | null;
  readonly column: number | null;
}

const place =
  /^(.+?)(?::(\d{1,6})(?::(\d{1,6})|-\d{1,6})?|#L(\d{1,6})(?:-L?\d{1,6})?|(?<=\.\w{1,10})#[\w-]+|\((\d{1,6})(?:,(\d{1,6}))?\))?$/u;

/** Reads `src/a.ts`, `src/a.ts:12`, `src/a.ts:12:3`, `src/a.ts:12-15`, `src/a.ts#L12` and `src/a.ts(12,3)`; a heading, as in `a.md#install`, is no place. */
export function readFilePlace(text: string): FilePlace {
  const [, path = text, ...numbers] = place.exec(text) ?? [];
  const [colonLine, colonColumn, hashLine, bracketLine, bracketColumn] = numbers;
  return {
    path,
    line: positive(colonLine ?? hashLine ?? bracketLine),
    column: positive(colonColumn ?? bracketColumn),
  };
}

/** The name in a link's target, in which blanks and letters may be escaped. */
export function unescapedPath(target: string): string {
  try {
    const path = decodeURIComponent(target);
    return /[\p{Cc}\p{Cf}]/u.test(path) ? target : path;
  } catch {
    return target;
  }
}

function positive(digits: string | undefined): number | null {
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}

/** Whether quoted words can name a file at all: only then is the workspace asked. */
export function mayNameFile(text: string): boolean {
  if (text.length > 300) return false;
  const { path } = readFilePlace(text);
  if (/[\s<>|?*"'`;,=!{}$&\\:#\p{Cc}\p{Cf}]|\/\/|^[/~]/u.test(path)) return false;
  return (
    /[^./]\.[a-z]\w{0,9}$/i.test(path) || /[^/]\/[^/]/.test(path) || /^[.A-Z][\w-]+$/.test(path)
  );
}

const inText =
  /(?<![\w./@:#\\+-])(?:[\w@+.-]+\/)*[\w@+-][\w@+.-]*\.[a-z][a-z\d]{0,9}(?::\d{1,6}(?::\d{1,6})?|#L\d{1,6})?(?![\w/@:#-])/giu;

export interface PathPiece {
  readonly text: string;
  readonly isPath: boolean;
}

/** Finds `path/to/file.ts` and `file.ts:12:3` in text; a bare `file.ts` is a word like any other. */
export function splitPaths(text: string): readonly PathPiece[] {
  if (!/[/:#]/.test(text)) return [{ text, isPath: false }];
  const pieces: PathPiece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(inText)) {
    if (!/[/:#]/.test(found) || found.length > 300) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), isPath: false });
    pieces.push({ text: found, isPath: true });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isPath: false });
  return pieces;
}
