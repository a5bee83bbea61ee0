import { isElision, splitAtElisions } from "./elisions.ts";
import { applyHunks, isDiff, mayBeDiff, parseHunks } from "./hunks.ts";
import { placeSegments } from "./segments.ts";

/** A file's text with an answer's code in it, or why there is none. */
export type Placement =
  | { readonly kind: "placed"; readonly text: string }
  /** The code is in the file already. */
  | { readonly kind: "unchanged" }
  /** The place that the code is for was not found, or there are several. */
  | { readonly kind: "unplaced" };

/**
 * Puts code from an answer where it belongs in a file: a unified diff, the whole file anew, or a part of it, with
 * elisions such as `// ... existing code ...` kept as they are in the file. Line breaks stay those of the file.
 */
export function placeCode(original: string, code: string): Placement {
  const newline = original.includes("\r\n") ? "\r\n" : "\n";
  const before = original.replaceAll("\r\n", "\n");
  const after = place(before, code.replaceAll("\r\n", "\n").replace(/\n$/, ""));
  if (after === undefined) return { kind: "unplaced" };
  if (after === before) return { kind: "unchanged" };
  return { kind: "placed", text: after.replaceAll("\n", newline) };
}

function place(original: string, code: string): string | undefined {
  const lines = code.split("\n");
  const endsWithBreak = original === "" || original.endsWith("\n");
  const before = original.replace(/\n$/, "").split("\n");
  const patched = mayBeDiff(lines) ? applyHunks(before, parseHunks(lines)) : undefined;
  const after = patched ?? (isDiff(lines) ? undefined : placePlain(before, lines));
  if (after === undefined) return undefined;
  return after.join("\n") + (endsWithBreak ? "\n" : "");
}

function placePlain(before: readonly string[], lines: readonly string[]): string[] | undefined {
  if (!lines.some(isElision) && isWholeFile(before, lines)) return [...lines];
  return placeSegments(before, splitAtElisions(lines));
}

/** The code starts and ends as the file does, or has most of the file's lines. */
function isWholeFile(before: readonly string[], lines: readonly string[]): boolean {
  const old = before.map((line) => line.trim()).filter((line) => line !== "");
  const now = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (old.length === 0) return true;
  if (
    old.length > 1 &&
    old[0] === now[0] &&
    old.at(-1) === now.at(-1) &&
    now.length * 2 > old.length
  ) {
    return true;
  }
  const known = new Set(now);
  const kept = old.filter((line) => known.has(line)).length;
  return kept >= 0.7 * old.length && now.length >= 0.7 * old.length;
}
