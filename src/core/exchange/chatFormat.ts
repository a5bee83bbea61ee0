import * as v from "valibot";
import { failureKinds } from "../../shared/failure.ts";
import type { Conversation, Message } from "../conversation.ts";
import { readParameters } from "../parameters.ts";

/*
 * What an exported conversation may hold, version 1; `FORMAT.md` says it in words. A file may come from anyone: only
 * what stands here is taken over, each text has a limit, and the messages are a tree.
 */

/** Everything of a conversation but its draft, which is nobody else's business. */
export type SavedConversation = Omit<Conversation, "draft">;

const mostMessages = 20_000;
/** Of a receipt, in characters of JSON. */
const longestFields = 100_000;
const text = v.pipe(v.string(), v.maxLength(20_000_000));
const short = v.pipe(v.string(), v.maxLength(10_000));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const time = v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const duration = v.pipe(v.number(), v.finite(), v.minValue(0));
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const few = <T extends v.GenericSchema>(schema: T) => v.pipe(v.array(schema), v.maxLength(1_000));

const parameters = v.pipe(v.unknown(), v.transform(readParameters));

const code = v.object({
  kind: v.literal("code"),
  id,
  path: short,
  uri: v.exactOptional(short),
  languageId: short,
  lines: v.exactOptional(v.object({ start: line, end: line })),
  isPart: v.exactOptional(v.boolean()),
  text,
  symbols: v.exactOptional(few(short)),
  outdated: v.exactOptional(v.boolean()),
  problems: v.exactOptional(
    few(
      v.object({
        severity: v.picklist(["error", "warning", "information", "hint"]),
        line,
        message: text,
        source: v.exactOptional(short),
      }),
    ),
  ),
});

const pixels = v.exactOptional(count);
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const mime = v.pipe(v.string(), v.regex(/^(image|video)\/[\w.+-]{1,100}$/));
const media = v.object({
  sha256,
  mime,
  size: count,
  width: pixels,
  height: pixels,
});

const attachment = v.variant("kind", [
  code,
  v.object({
    kind: v.picklist(["image", "video"]),
    id,
    name: short,
    media,
    shrunkFrom: v.exactOptional(v.object({ width: count, height: count })),
    shows: v.exactOptional(v.object({ code, isSent: v.boolean() })),
    frames: v.exactOptional(few(v.object({ media, seconds: duration }))),
    isDropped: v.exactOptional(v.boolean()),
  }),
]);

/** Without those that are none, so that one does not take the others with it. */
const attachments = v.pipe(
  few(v.fallback(v.nullable(attachment), null)),
  v.transform((all) => all.filter((one) => one !== null)),
);

const failure = v.object({
  kind: v.picklist(failureKinds),
  message: short,
  status: v.exactOptional(count),
  code: v.exactOptional(short),
  param: v.exactOptional(short),
  requestId: v.exactOptional(short),
  retryAfterMs: v.exactOptional(duration),
});

const facts = v.object({
  finishReason: v.exactOptional(short),
  usage: v.exactOptional(
    v.object({
      promptTokens: v.exactOptional(count),
      completionTokens: v.exactOptional(count),
      reasoningTokens: v.exactOptional(count),
      cachedTokens: v.exactOptional(count),
      imageTokens: v.exactOptional(count),
    }),
  ),
  model: v.exactOptional(short),
  requestId: v.exactOptional(short),
  firstTokenMs: v.exactOptional(duration),
  totalMs: duration,
});

const digest = { bytes: count, sha256 };
const receipt = v.object({
  at: time,
  address: short,
  model: short,
  fields: v.pipe(
    v.record(v.string(), v.unknown()),
    v.check((fields) => JSON.stringify(fields).length <= longestFields),
  ),
  body: v.object(digest),
  restFrom: v.exactOptional(count),
  parts: few(
    v.variant("kind", [
      v.object({ ...digest, kind: v.picklist(["system", "text"]) }),
      v.object({ ...digest, kind: v.literal("history"), messages: count }),
      v.object({ ...digest, kind: v.picklist(["image", "video"]), mime }),
    ]),
  ),
});

const message = v.variant("role", [
  v.object({
    role: v.literal("user"),
    id,
    parent: v.nullable(id),
    createdAt: time,
    text,
    attachments: v.fallback(attachments, []),
    dropped: v.exactOptional(v.object({ summary: v.exactOptional(text) })),
  }),
  v.object({
    role: v.literal("assistant"),
    id,
    parent: id,
    createdAt: time,
    model: v.fallback(short, ""),
    parameters: v.exactOptional(parameters),
    // An answer that was running when it was exported does not run here.
    state: v.fallback(
      v.picklist(["complete", "cut-off", "stopped", "failed", "interrupted"]),
      "interrupted",
    ),
    text,
    reasoning: v.fallback(text, ""),
    thinking: v.exactOptional(v.object({ from: time, until: time })),
    leftOut: v.exactOptional(
      v.object({ attachments: few(short), questions: count, unreadable: few(short) }),
    ),
    receipt: v.exactOptional(receipt),
    facts: v.exactOptional(facts),
    cutOff: v.exactOptional(v.picklist(["no-finish", "length", "content_filter", "abort"])),
    failure: v.exactOptional(failure),
  }),
]);

/** A conversation as it stands in an exported file. */
export const conversationSchema = v.pipe(
  v.object({
    id: v.fallback(id, "imported"),
    title: v.exactOptional(v.pipe(v.string(), v.maxLength(1_000))),
    createdAt: time,
    model: v.fallback(short, ""),
    parameters,
    systemPrompt: v.fallback(text, ""),
    messages: v.pipe(
      v.array(message),
      v.maxLength(mostMessages),
      v.check((messages) => isTree(messages)),
    ),
    head: v.nullable(id),
  }),
  v.check(({ messages, head }) => head === null || messages.some((one) => one.id === head)),
) satisfies v.GenericSchema<unknown, SavedConversation>;

/** Every message has its own id, and a parent that came before it: no circle can be followed forever. */
function isTree(messages: readonly Message[]): boolean {
  const seen = new Set<string>();
  for (const one of messages) {
    if (seen.has(one.id) || (one.parent !== null && !seen.has(one.parent))) return false;
    seen.add(one.id);
  }
  return true;
}
