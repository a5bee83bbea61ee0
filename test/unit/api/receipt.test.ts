import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf, outgoingBody } from "../../../src/api/outgoingBody.ts";
import { receiptOf } from "../../../src/api/receipt.ts";
import { buildBody } from "../../../src/api/requestBody.ts";
import type { CompletionRequest } from "../../../src/core/completion.ts";

const address = "https://h.example/v1/chat/completions";

function receipt(request: CompletionRequest) {
  const json = buildBody(request, true);
  const body = JSON.stringify(json);
  return { body, receipt: receiptOf(digestOf(json), json, address, 7) };
}

function digest(content: string | Uint8Array) {
  const bytes = Buffer.from(content);
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

test("a receipt has the body, each part of the question, the system prompt and the rest as one", () => {
  const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  const url = `data:image/png;base64,${Buffer.from(picture).toString("base64")}`;
  const made = receipt({
    model: " m ",
    parameters: { temperature: 0.5, thinking: true },
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "1" },
      { role: "assistant", content: "one" },
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url } },
          { type: "text", text: "See ü" },
        ],
      },
    ],
  });
  const history = [
    { role: "user", content: "1" },
    { role: "assistant", content: "one" },
  ];
  expect(made.receipt).toEqual({
    at: 7,
    address,
    model: "m",
    fields: {
      temperature: 0.5,
      chat_template_kwargs: { thinking: true, enable_thinking: true },
      stream: true,
      stream_options: { include_usage: true },
    },
    body: digest(made.body),
    parts: [
      { kind: "system", ...digest("Be brief.") },
      { kind: "history", messages: 2, ...digest(JSON.stringify(history)) },
      { kind: "image", mime: "image/png", ...digest(picture) },
      { kind: "text", ...digest("See ü") },
    ],
  });
});

test("a large body leaves in pieces, and is what JSON.stringify makes of it", async () => {
  const text = fc.string({ unit: "binary" });
  const long = fc.tuple(text, fc.nat(60_000)).map(([some, more]) => some.padEnd(more, 'é😀"\\'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, long)), async (content) => {
      const json = { model: "m", messages: content.map((one) => ({ role: "user", content: one })) };
      const { init, headers, digest: measured } = outgoingBody(json);
      const sent = await new Response(init.body).text();
      expect(sent).toBe(JSON.stringify(json));
      expect(measured).toEqual(digest(sent));
      const length = headers["content-length"] ?? measured.bytes;
      expect(Number(length)).toBe(measured.bytes);
    }),
    { numRuns: 50 },
  );
});

test("for any text, the digests are those of the bytes that left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (first, second) => {
      const messages = [
        { role: "user", content: first } as const,
        { role: "assistant", content: "." } as const,
        { role: "user", content: second } as const,
      ];
      const { body, receipt: made } = receipt({ model: "m", parameters: {}, messages });
      const sent = JSON.parse(body).messages;
      expect(made.body).toEqual(digest(body));
      expect(made.parts).toEqual([
        { kind: "history", messages: 2, ...digest(JSON.stringify(sent.slice(0, 2))) },
        { kind: "text", ...digest(sent[2].content) },
      ]);
    }),
  );
});
