import { quoted } from "../../core/codeText.ts";

/** What `git diff` says of a file once it is staged; without its text where that is not to be sent. */
export function newFileDiff(path: string, text: string | undefined): string {
  const [before, after] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const head = `diff --git ${before} ${after}\nnew file mode 100644\n`;
  if (text === undefined) return `${head}[its content is not shown]\n`;
  if (text === "") return head;
  const lines = text.replace(/\n$/, "").split("\n");
  const body = lines.map((line) => `+${line}\n`).join("");
  return `${head}--- /dev/null\n+++ ${after}\n@@ -0,0 +1,${lines.length} @@\n${body}`;
}
