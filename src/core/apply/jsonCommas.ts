import { isFull } from "./findLines.ts";
import { scan, type Code } from "./scan.ts";

/**
 * JSON with the commas that its members need now that they have other neighbours; anything else as it is. A comma in
 * front of a closing bracket stays where the file has such ones.
 */
export function withCommas(file: readonly string[], result: readonly string[]): readonly string[] {
  const code = scan(result);
  const bare = withoutRemarks(code);
  if (!isJson(bare)) return result;
  const keepsLast = /,\s*[}\]]/.test(withoutRemarks(scan(file)).join("\n"));
  const lines = [...result];
  let next = "";
  for (let index = lines.length - 1; index >= 0; index--) {
    const text = bare[index]?.trimEnd() ?? "";
    if (text === "") continue;
    const isLast = /^\s*[}\]]/.test(next);
    next = text;
    const isInBrackets = (code.depth[index + 1] ?? 0) > 0;
    if (!isInBrackets || !endsMember(text)) continue;
    const line = lines[index] ?? "";
    if (!isLast && !text.endsWith(",")) lines[index] = replaceAt(line, text.length, 0, ",");
    if (isLast && text.endsWith(",") && !keepsLast)
      lines[index] = replaceAt(line, text.length - 1, 1, "");
  }
  return lines;
}

/** The bare lines, also without the remarks of several lines, which can start behind a value. */
function withoutRemarks({ bare }: Code): readonly string[] {
  return bare.map((line) => line.replaceAll(/^\0+|\/\0+$/g, (remark) => " ".repeat(remark.length)));
}

function isJson(bare: readonly string[]): boolean {
  const full = bare.filter(isFull);
  return /^\s*[{[]\s*$/.test(full[0] ?? "") && full.every(isLineOfJson);
}

function isLineOfJson(line: string): boolean {
  return /^\s*(?:["{}[\]\d-]|(?:true|false|null)\b)/.test(line);
}

/** Whether a value, or a bracket that closes one, is the last thing on a line, with or without a comma. */
function endsMember(text: string): boolean {
  return /[^\s{[:,],?$/.test(text);
}

function replaceAt(line: string, at: number, length: number, text: string): string {
  return line.slice(0, at) + text + line.slice(at + length);
}
