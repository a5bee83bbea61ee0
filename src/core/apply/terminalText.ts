/**
 * Code as one line for a terminal that is not to run it yet: without control characters, so that neither a line
 * break nor the end of a bracketed paste can press Enter (threats T15).
 */
export function terminalText(code: string): string {
  const lines = code
    .replaceAll(/\s*\\\r?\n\s*/g, " ")
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map((line) =>
      line
        .replace(/^\s*(?:\$|PS [^>]*>|>)\s+/, "")
        .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
        .trim(),
    )
    .filter((line) => line !== "" && !/^(?:#|::|REM\s)/i.test(line));
  return lines.reduce((text, line) => (text === "" ? line : text + separator(text) + line), "");
}

/** What takes the place of a line break. */
function separator(before: string): string {
  return /(?:[|({]|&&|\b(?:do|then|else))$/.test(before) ? " " : "; ";
}
