import { isObject, textOf, type JsonObject } from "./json.ts";

/** The text of a delta or a message: a string, or the text parts of an array (wire.md §2). */
export function deltaText(delta: JsonObject): string {
  const { content, refusal } = delta;
  if (typeof content === "string" && content !== "") return content;
  if (Array.isArray(content)) return partsText(content, "text");
  return textOf(refusal) ?? "";
}

/**
 * Thinking that the server separated. Servers send the same text under both names during a change of names, so
 * one is read, never both.
 */
export function deltaReasoning(delta: JsonObject): string {
  const { reasoning_content, reasoning, reasoning_details, content } = delta;
  if (typeof reasoning_content === "string" && reasoning_content !== "") return reasoning_content;
  if (typeof reasoning === "string" && reasoning !== "") return reasoning;
  if (Array.isArray(reasoning_details)) return reasoning_details.map(detailText).join("");
  if (Array.isArray(content)) return partsText(content, "thinking");
  return "";
}

/** OpenRouter's `reasoning.text` and `reasoning.summary`; `reasoning.encrypted` has no text. */
function detailText(detail: unknown): string {
  return isObject(detail) ? (textOf(detail["text"]) ?? textOf(detail["summary"]) ?? "") : "";
}

/** Parts `{type: "text", text}` and Mistral's `{type: "thinking", thinking: string | part[]}`. */
function partsText(parts: readonly unknown[], type: "text" | "thinking"): string {
  return parts
    .map((part) => {
      if (!isObject(part) || part["type"] !== type) return "";
      const value = part[type];
      return Array.isArray(value) ? partsText(value, "text") : (textOf(value) ?? "");
    })
    .join("");
}
