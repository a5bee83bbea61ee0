import { messageText, type ChatRequest } from "./chatRequest.ts";
import type { Answer, ToolCall } from "./completion.ts";

/**
 * The answer to "Call the tool NAME with {JSON}", where the request offers that tool, and to what the tool returned.
 * Undefined for everything else.
 */
export function answerWithTool({ messages, tools = [] }: ChatRequest): Answer | undefined {
  const last = messages.at(-1);
  if (last === undefined) return undefined;
  const text = messageText(last);
  if (last.role === "tool") return { thinking: "", text: `The tool says: ${text}` };
  const [, name = "", given = ""] = /\bcall the tool (\S+) with (\{.*\})/i.exec(text) ?? [];
  if (last.role !== "user" || !tools.some((tool) => tool.function.name === name)) return undefined;
  const call: ToolCall = { id: `call_${messages.length}`, name, arguments: given };
  return { thinking: "", text: "", call };
}
