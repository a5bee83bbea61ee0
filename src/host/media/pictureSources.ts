import { randomUUID } from "node:crypto";
import type { CodeAttachment, LineRange, Shown } from "../../core/attachment.ts";
import type { PictureSource } from "../../shared/protocol.ts";

/** Pictures that are on their way through the view are few. */
const mostKept = 20;

/**
 * What the pictures show that the view was asked to make. The view gets an id only, so that it can claim nothing but
 * what the host itself has seen.
 */
export class PictureSources {
  readonly #kept = new Map<string, Shown>();

  /** Returns the id under which the view names it. */
  keep(shown: Shown): string {
    const id = randomUUID();
    this.#kept.set(id, shown);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return id;
  }

  /** What a picture, or one page of several, shows; undefined where the id or the lines are not ours. */
  find({ id, lines }: PictureSource): Shown | undefined {
    const shown = this.#kept.get(id);
    if (shown === undefined || lines === null) return shown;
    const code = codeOfLines(shown.code, lines);
    return code && { ...shown, code };
  }
}

function codeOfLines(code: CodeAttachment, wanted: LineRange): CodeAttachment | undefined {
  const all = code.text.split("\n");
  const first = code.lines?.start ?? 1;
  const lines = {
    start: Math.max(wanted.start, first),
    end: Math.min(wanted.end, first + all.length - 1),
  };
  if (lines.end < lines.start) return undefined;
  const text = all.slice(lines.start - first, lines.end - first + 1).join("\n");
  const problems = code.problems?.filter(({ line }) => line >= lines.start && line <= lines.end);
  return { ...code, lines, text, ...(problems !== undefined && { problems }) };
}
