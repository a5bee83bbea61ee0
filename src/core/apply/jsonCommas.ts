import { isFull } from "./findLines.ts";
import { scan, startsInside, type Code } from "./scan.ts";

/**
 * JSON with the commas that its members need now that they have other neighbours; anything else as it is. A comma in
 * front of a closing bracket stays where the file has such ones.
 */
export function withCommas(file: readonly string[], result: readonly string[]): readonly string[] {
  const code = scan(result);
  if (!isJson(code)) return result;
  const keepsLast = /,\s*[}\]]/.test(scan(file).bare.join("\n"));
  const lines = [...result];
  let next = "";
  for (let index = lines.length - 1; index >= 0; index--) {
    const bare = code.bare[index]?.trimEnd() ?? "";
    if (bare === "") continue;
    const isLast = /^\s*[}\]]/.test(next);
    next = bare;
    if (!endsMember(code, index)) continue;
    const line = lines[index] ?? "";
    if (!isLast && !bare.endsWith(",")) lines[index] = replaceAt(line, bare.length, 0, ",");
    if (isLast && bare.endsWith(",") && !keepsLast)
      lines[index] = replaceAt(line, bare.length - 1, 1, "");
  }
  return lines;
}

function isJson({ bare }: Code): boolean {
  const full = bare.filter(isFull);
  return /^\s*[{[]\s*$/.test(full[0] ?? "") && full.every(isLineOfJson);
}

function isLineOfJson(line: string): boolean {
  return /^\s*(?:["{}[\]\d\0/-]|(?:true|false|null)\b)/.test(line);
}

/** Whether a value, or a bracket that closes one, is the last thing on a line, with or without a comma. */
function endsMember(code: Code, index: number): boolean {
  const isInBrackets = (code.depth[index + 1] ?? 0) > 0;
  const isRemark = startsInside(code, index) || code.lines[index]?.includes("/*") === true;
  return isInBrackets && !isRemark && /[^\s{[:,],?\s*$/.test(code.bare[index] ?? "");
}

function replaceAt(line: string, at: number, length: number, text: string): string {
  return line.slice(0, at) + text + line.slice(at + length);
}
