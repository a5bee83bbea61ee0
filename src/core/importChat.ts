import * as v from "valibot";
import type { Conversation, Message } from "./conversation.ts";

/** What an exported file gives; its ids are kept within the conversation, which gets a new one. */
export interface ImportedChat {
  readonly title: string | undefined;
  readonly messages: readonly Message[];
  readonly head: string | null;
  readonly fields: Partial<Pick<Conversation, "model" | "systemPrompt" | "createdAt">>;
  /** Contents, base64 by what claims to be their SHA-256: the store computes it anew. */
  readonly media: Readonly<Record<string, string>>;
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const time = v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0);
const count = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0)));

const media = v.object({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  mime: v.pipe(v.string(), v.regex(/^(image|video)\/[\w.+-]+$/)),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  width: count,
  height: count,
});
const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const code = v.object({
  kind: v.literal("code"),
  id,
  path: v.string(),
  languageId: v.string(),
  lines: v.exactOptional(v.object({ start: line, end: line })),
  text: v.string(),
});
const attachment = v.variant("kind", [
  code,
  v.object({
    kind: v.picklist(["image", "video"]),
    id,
    name: v.string(),
    media,
    shows: v.exactOptional(v.object({ code, isSent: v.boolean() })),
  }),
]);

const message = v.variant("role", [
  v.object({
    role: v.literal("user"),
    id,
    parent: v.nullable(id),
    createdAt: time,
    text: v.string(),
    attachments: v.fallback(v.array(attachment), []),
  }),
  v.object({
    role: v.literal("assistant"),
    id,
    parent: id,
    createdAt: time,
    model: v.fallback(v.string(), ""),
    // An answer that was running when it was exported does not run here.
    state: v.fallback(
      v.picklist(["complete", "cut-off", "stopped", "failed", "interrupted"]),
      "interrupted",
    ),
    text: v.string(),
    reasoning: v.fallback(v.string(), ""),
  }),
]);

const own = v.object({
  format: v.literal("eigen-chat"),
  version: v.literal(1),
  conversation: v.object({
    title: v.exactOptional(v.string()),
    createdAt: time,
    model: v.fallback(v.string(), ""),
    systemPrompt: v.fallback(v.string(), ""),
    messages: v.array(message),
    head: v.nullable(id),
  }),
  media: v.record(v.string(), v.string()),
});

/** The messages of a request to an OpenAI-style API, alone or as its `messages`. */
const turns = v.array(
  v.object({ role: v.picklist(["system", "developer", "user", "assistant"]), content: v.string() }),
);

/** The chat in an exported file, or undefined for anything else. What is unknown in it is left out. */
export function importChat(json: string): ImportedChat | undefined {
  const value = parsed(json);
  const ours = v.safeParse(own, value);
  if (ours.success) {
    const { title, messages, head, ...fields } = ours.output.conversation;
    return isTree(messages)
      ? { title, messages, head, fields, media: ours.output.media }
      : undefined;
  }
  const request = v.safeParse(v.object({ messages: turns }), value);
  const list = request.success ? request.output.messages : value;
  const plain = v.safeParse(turns, list);
  return plain.success ? fromTurns(plain.output) : undefined;
}

function fromTurns(all: v.InferOutput<typeof turns>): ImportedChat {
  const messages: Message[] = [];
  const systemPrompts: string[] = [];
  for (const [index, { role, content: text }] of all.entries()) {
    const parent = messages.at(-1)?.id ?? null;
    const common = { id: `m${index}`, createdAt: 0, text };
    if (role === "user") messages.push({ ...common, role, parent, attachments: [] });
    else if (role !== "assistant") systemPrompts.push(text);
    else if (parent !== null) {
      messages.push({ ...common, role, parent, model: "", state: "complete", reasoning: "" });
    }
  }
  const head = messages.at(-1)?.id ?? null;
  const fields = { systemPrompt: systemPrompts.join("\n\n") };
  return { title: undefined, messages, head, fields, media: {} };
}

/** Every message has its own id, and a parent that came before it: no circle can be followed forever. */
function isTree(messages: readonly Message[]): boolean {
  const seen = new Set<string>();
  for (const one of messages) {
    if (seen.has(one.id) || (one.parent !== null && !seen.has(one.parent))) return false;
    seen.add(one.id);
  }
  return true;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
