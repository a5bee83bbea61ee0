import * as v from "valibot";
import type { SavedConversation } from "./chatFormat.ts";
import { Thread } from "./thread.ts";

/** A part of an answer: Markdown has a `value` and no `kind`; of the other kinds few have words. */
const part = v.union([
  v.object({ kind: v.literal("thinking"), value: v.union([v.string(), v.array(v.string())]) }),
  v.object({
    kind: v.literal("inlineReference"),
    name: v.nullish(v.string()),
    /** An address, a place in a file, or a symbol with its name. */
    inlineReference: v.looseObject({
      name: v.exactOptional(v.string()),
      path: v.exactOptional(v.string()),
      uri: v.exactOptional(v.looseObject({ path: v.exactOptional(v.string()) })),
    }),
  }),
  v.object({
    kind: v.picklist(["markdownContent", "markdownVuln"]),
    content: v.object({ value: v.string() }),
  }),
  v.object({ kind: v.string() }),
  v.object({ value: v.string() }),
]);

const session = v.object({
  customTitle: v.exactOptional(v.string()),
  requests: v.array(
    v.object({
      message: v.union([v.string(), v.object({ text: v.string() })]),
      response: v.nullish(v.array(v.unknown())),
      timestamp: v.nullish(v.number()),
      modelId: v.nullish(v.string()),
      isCanceled: v.nullish(v.boolean()),
    }),
  ),
});

/** What VS Code's own chat exports (`Chat: Export Chat…`): questions, Markdown and thinking; edits and tools are left out. */
export function importVSCodeChat(
  value: unknown,
): { readonly conversation: SavedConversation; readonly media: {} } | undefined {
  const read = v.safeParse(session, value);
  if (!read.success) return undefined;
  const { requests, customTitle: title } = read.output;
  const thread = new Thread();
  for (const { message, response, timestamp, modelId, isCanceled } of requests) {
    const createdAt = Math.max(0, Math.trunc(timestamp ?? 0));
    const text = typeof message === "string" ? message : message.text;
    thread.ask({ text, createdAt, attachments: [] });
    const parts = (response ?? []).map(wordsOf);
    thread.answer({
      createdAt,
      model: modelId?.split("/").at(-1) ?? "",
      state: isCanceled === true ? "stopped" : "complete",
      text: parts.map((one) => one.text).join(""),
      reasoning: parts.flatMap(({ thinking }) => (thinking === "" ? [] : thinking)).join("\n\n"),
    });
  }
  const named = title === undefined || title === "" ? {} : { title };
  return { conversation: thread.conversation(named), media: {} };
}

function wordsOf(value: unknown): { readonly text: string; readonly thinking: string } {
  const read = v.safeParse(part, value);
  const nothing = { text: "", thinking: "" };
  if (!read.success) return nothing;
  const one = read.output;
  if ("inlineReference" in one) {
    const { name, uri, path = uri?.path } = one.inlineReference;
    const label = one.name ?? name ?? path?.split("/").at(-1) ?? "";
    return label === "" ? nothing : { ...nothing, text: `\`${label}\`` };
  }
  if ("content" in one) return { ...nothing, text: one.content.value };
  if (!("value" in one)) return nothing;
  if ("kind" in one) return { ...nothing, thinking: [one.value].flat().join("") };
  return { ...nothing, text: one.value };
}
