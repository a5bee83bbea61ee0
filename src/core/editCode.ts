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
 * code as a whole, once it has ended.
 */
export function answeredCode(answer: string, ended: boolean): string | undefined {
  const opener = /^ {0,3}(`{3,}|~{3,})[^\n]*\n/m.exec(answer);
  if (opener === null) return ended && answer.trim() !== "" ? withoutEnd(answer) : undefined;
  const fence = opener[1] ?? "```";
  const code = answer.slice(opener.index + opener[0].length);
  const closer = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}[ \\t]*$`, "m").exec(code);
  if (closer !== null) return withoutEnd(code.slice(0, closer.index));
  return ended ? withoutEnd(code) : code.slice(0, code.lastIndexOf("\n") + 1).replace(/\n$/, "");
}

/** A selection of whole lines does not include its last line break. */
function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
