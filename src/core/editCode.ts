import type { CodeAttachment } from "./attachment.ts";
import { codeText } from "./codeText.ts";
import type { ChatMessage } from "./completion.ts";

export interface CodeEdit {
  /** What the user wants changed. */
  readonly instruction: string;
  /** The lines to replace. */
  readonly code: CodeAttachment;
  /** The file's lines around them. */
  readonly before: string;
  readonly after: string;
}

/** The request for new lines in the place of the selected ones. */
export function editPrompt({ instruction, code, before, after }: CodeEdit): readonly ChatMessage[] {
  const around = (text: string, place: string) =>
    text.trim() === ""
      ? ""
      : `The lines ${place}, for understanding only:\n${codeText({ kind: "code", id: "", path: code.path, languageId: code.languageId, text })}`;
  return [
    {
      role: "system",
      content:
        "You edit code. Answer with one fenced code block that replaces exactly the selected lines, with their indentation, and nothing else: no remarks, no lines from around them, no line numbers.",
    },
    {
      role: "user",
      content: [
        around(before, "before"),
        around(after, "after"),
        `The selected lines:\n${codeText(code)}`,
        `What to change: ${instruction}`,
      ]
        .filter((part) => part !== "")
        .join("\n\n"),
    },
  ];
}

/**
 * The code of an answer that may still be under way: what is in its first fence so far. An answer without a fence is
 * code as a whole, once it has ended. Undefined where an ended answer has more than one block: which of them replaces
 * the lines nobody can say.
 */
export function answeredCode(answer: string, ended: boolean): string | undefined {
  const opener = /^ {0,3}(`{3,}|~{3,})([^\n]*)\n/m.exec(answer);
  if (opener === null) return ended && answer.trim() !== "" ? withoutEnd(answer) : undefined;
  const [line, fence = "```", info = ""] = opener;
  const code = answer.slice(opener.index + line.length);
  const fences = fencesIn(code, fence);
  if (ended) return wholeCode(code, fences, info);
  const closer = closerOf(fences);
  if (closer !== undefined) return withoutEnd(code.slice(0, closer.index));
  return code.slice(0, code.lastIndexOf("\n") + 1).replace(/\n$/, "");
}

function wholeCode(code: string, fences: readonly Fence[], info: string): string | undefined {
  const closer = closerOf(fences);
  const last = fences.at(-1);
  if (last === undefined || closer === last) return withoutEnd(code.slice(0, last?.index));
  if (closer === undefined) {
    // An inner block that stays open: the answer's last line is still the end of the outer one.
    const isEnd = last.closes && !code.slice(last.index).trimEnd().includes("\n");
    return withoutEnd(isEnd ? code.slice(0, last.index) : code);
  }
  // In Markdown there are inner fences without a language, too.
  const isMarkdown = /^\s*(markdown|md|mdx)\b/i.test(info);
  return isMarkdown && last.closes ? withoutEnd(code.slice(0, last.index)) : undefined;
}

interface Fence {
  readonly index: number;
  /** Without a language: it ends a block, while one with a language begins an inner one. */
  readonly closes: boolean;
}

/** The lines that can end a block with this fence, or begin one like it. */
function fencesIn(code: string, fence: string): readonly Fence[] {
  const lines = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}([^\`\\n]*)$`, "gm");
  return Array.from(code.matchAll(lines), ({ index, 1: info = "" }) => ({
    index,
    closes: info.trim() === "",
  }));
}

/** Where the block ends that the fences are in. */
function closerOf(fences: readonly Fence[]): Fence | undefined {
  let depth = 1;
  return fences.find(({ closes }) => {
    depth += closes ? -1 : 1;
    return depth === 0;
  });
}

/** A selection of whole lines does not include its last line break. */
function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
