import * as v from "valibot";
import type { SavedConversation } from "./chatFormat.ts";
import { Thread } from "./thread.ts";

const part = v.variant("type", [
  v.object({ type: v.literal("text"), text: v.string() }),
  v.object({ type: v.picklist(["image_url", "video_url"]) }),
]);
const content = v.union([v.string(), v.array(part)]);
const turns = v.array(
  v.variant("role", [
    v.object({ role: v.picklist(["system", "developer", "user"]), content }),
    v.object({
      role: v.literal("assistant"),
      content: v.nullish(content),
      reasoning_content: v.nullish(v.string()),
    }),
    v.object({ role: v.picklist(["tool", "function"]) }),
  ]),
);
const request = v.object({ model: v.exactOptional(v.string()), messages: turns });

/** The messages of a request to an OpenAI-style API, alone or as its `messages`. Pictures and tools are named in words. */
export function importMessages(
  value: unknown,
): { readonly conversation: SavedConversation; readonly media: {} } | undefined {
  const read = v.safeParse(v.union([request, turns]), value);
  if (!read.success) return undefined;
  const { model = "", messages } =
    "messages" in read.output ? read.output : { messages: read.output };
  const thread = new Thread();
  const systemPrompts: string[] = [];
  for (const turn of messages) {
    if (!("content" in turn)) continue;
    const text = textOf(turn.content ?? "");
    if (turn.role === "user") thread.ask({ text, createdAt: 0, attachments: [] });
    else if (turn.role !== "assistant") systemPrompts.push(text);
    else if (text !== "") {
      const reasoning = turn.reasoning_content ?? "";
      thread.answer({ text, createdAt: 0, model, state: "complete", reasoning });
    }
  }
  const systemPrompt = systemPrompts.join("\n\n");
  return { conversation: thread.conversation({ model, systemPrompt }), media: {} };
}

function textOf(parts: v.InferOutput<typeof content>): string {
  if (typeof parts === "string") return parts;
  return parts
    .map((one) => (one.type === "text" ? one.text : `[${one.type.replace("_url", "")}]`))
    .join("\n\n");
}
