import * as fc from "fast-check";
import type { Answer, Message } from "../../../../src/core/conversation.ts";
import type { SavedConversation } from "../../../../src/core/exchange/chatFormat.ts";
import { failureKinds } from "../../../../src/shared/failure.ts";
import type { Parameters } from "../../../../src/shared/parameters.ts";

const text = fc.string({ unit: "binary", maxLength: 40 });
const count = fc.nat();
const line = fc.integer({ min: 1, max: 9_999 });
const hash = fc.string({
  unit: fc.nat(15).map((digit) => digit.toString(16)),
  minLength: 64,
  maxLength: 64,
});

function merged<A extends object, B extends object>([first, more]: readonly [A, B]): A & B {
  return { ...first, ...more };
}

/** Any of the fields may be missing. */
function some<T>(model: { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> }) {
  return fc.record(model, { requiredKeys: [] });
}

const parameters = some<Parameters>({
  temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
  max_tokens: fc.integer({ min: 1, max: 99_999 }),
  top_p: fc.double({ min: 0.01, max: 1, noNaN: true }),
  top_k: fc.integer({ min: 0, max: 100 }),
  min_p: fc.double({ min: 0.01, max: 1, noNaN: true }),
  repetition_penalty: fc.double({ min: 0.5, max: 2, noNaN: true }),
  reasoning_effort: fc.constantFrom("none", "low", "xhigh"),
  separate_reasoning: fc.boolean(),
  thinking: fc.boolean(),
  stream: fc.boolean(),
});

const code = fc
  .tuple(
    fc.record({ kind: fc.constant("code" as const), path: text, languageId: text, text }),
    some({
      uri: text,
      lines: fc.record({ start: line, end: line }),
      symbols: fc.array(text, { maxLength: 3 }),
      outdated: fc.boolean(),
      isPart: fc.boolean(),
      problems: fc.array(
        fc.record({
          severity: fc.constantFrom("error" as const, "hint" as const),
          line,
          message: text,
        }),
        { maxLength: 2 },
      ),
    }),
  )
  .map(merged);

const mime = fc.constantFrom("image/png", "video/mp4");
const file = fc.record(
  { sha256: hash, mime, size: count, width: count, height: count },
  { requiredKeys: ["sha256", "mime", "size"] },
);
const media = fc.record(
  {
    kind: fc.constantFrom("image" as const, "video" as const),
    name: text,
    media: file,
    shrunkFrom: fc.record({ width: count, height: count }),
    shows: fc.record({ code: code.map((one) => ({ ...one, id: "s" })), isSent: fc.boolean() }),
    frames: fc.array(fc.record({ media: file, seconds: count }), { maxLength: 2 }),
    isDropped: fc.boolean(),
  },
  { requiredKeys: ["kind", "name", "media"] },
);

const digest = { bytes: count, sha256: hash };
const sent = fc.record({
  at: count,
  address: text,
  model: text,
  fields: fc.record({ temperature: count, stream: fc.boolean() }, { requiredKeys: [] }),
  body: fc.record(digest),
  parts: fc.array(
    fc.oneof(
      fc.record({ ...digest, kind: fc.constantFrom("system" as const, "text" as const) }),
      fc.record({ ...digest, kind: fc.constant("history" as const), messages: count }),
      fc.record({ ...digest, kind: fc.constantFrom("image" as const, "video" as const), mime }),
    ),
    { maxLength: 3 },
  ),
});
const receipt = fc.tuple(sent, some({ restFrom: count })).map(merged);

const ending = fc.oneof(
  fc.record({
    state: fc.constantFrom("complete" as const, "stopped" as const, "interrupted" as const),
  }),
  fc.record({
    state: fc.constant("cut-off" as const),
    cutOff: fc.constantFrom("no-finish" as const, "length" as const),
  }),
  fc.record({
    state: fc.constant("failed" as const),
    failure: fc
      .tuple(
        fc.record({ kind: fc.constantFrom(...failureKinds), message: text }),
        some({ status: count, code: text, param: text, requestId: text, retryAfterMs: count }),
      )
      .map(merged),
  }),
);

const answer = fc
  .tuple(
    fc.record({ createdAt: count, model: text, text, reasoning: text }),
    ending,
    some<Pick<Answer, "parameters" | "facts" | "leftOut" | "thinking" | "receipt">>({
      parameters,
      thinking: fc.record({ from: count, until: count }),
      receipt,
      facts: fc.record(
        {
          totalMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0),
          firstTokenMs: count,
          finishReason: text,
          model: text,
          requestId: text,
          usage: some({ promptTokens: count, completionTokens: count, cachedTokens: count }),
        },
        { requiredKeys: ["totalMs"] },
      ),
      leftOut: fc.record({
        attachments: fc.array(text, { maxLength: 2 }),
        questions: count,
        unreadable: fc.array(text, { maxLength: 2 }),
      }),
    }),
  )
  .map(([first, end, more]) => merged([first, merged([end, more])]));

const question = fc.record(
  {
    createdAt: count,
    text,
    attachments: fc.array(fc.oneof(code, media), { maxLength: 2 }),
    dropped: some({ summary: text }),
  },
  { requiredKeys: ["createdAt", "text", "attachments"] },
);

const step = fc.record({ question, answers: fc.array(answer, { maxLength: 3 }), branch: fc.nat() });

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Conversations of every shape: branches anywhere, every end of an answer, code, pictures, figures. */
export const anyConversation: fc.Arbitrary<SavedConversation> = fc
  .tuple(
    fc.record(
      {
        title: text.filter((one) => one !== ""),
        createdAt: count,
        model: text,
        parameters,
        systemPrompt: text,
      },
      { requiredKeys: ["createdAt", "model", "parameters", "systemPrompt"] },
    ),
    fc.array(step, { maxLength: 4 }),
    fc.nat(),
  )
  .map(([fields, steps, shown]) => grown(fields, steps, shown));

function grown(
  fields: Omit<SavedConversation, "id" | "messages" | "head">,
  steps: readonly Step[],
  shown: number,
): SavedConversation {
  const messages: Message[] = [];
  for (const { question: asked, answers, branch } of steps) {
    const ends = messages.filter(({ role }) => role === "assistant");
    const parent = ends[branch % Math.max(1, ends.length)]?.id ?? null;
    const id = `q${messages.length}`;
    const attachments = asked.attachments.map((one, i) => merged([one, { id: `${id}.${i}` }]));
    messages.push({ ...asked, attachments, id, parent, role: "user" });
    for (const one of answers)
      messages.push({ ...one, id: `a${messages.length}`, parent: id, role: "assistant" });
  }
  const head = messages[shown % Math.max(1, messages.length)]?.id ?? null;
  return { ...fields, id: "c", messages, head };
}
