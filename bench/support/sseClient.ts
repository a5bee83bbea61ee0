import { createParser } from "eventsource-parser";
import OpenAI from "openai";
import { createComplete } from "../../src/api/completion.ts";

/** Reads one answer and calls back for each piece of its text. */
type Client = (baseUrl: string, onDelta: (text: string) => void) => Promise<void>;

const messages = [{ role: "user", content: "What is a closure?" }] as const;

const clients: Readonly<Record<string, Client>> = {
  /** What cannot be left out: the request, the framing, the JSON. */
  bare: async (baseUrl, onDelta) => {
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer benchmark", "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages, stream: true }),
    });
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: ({ data }) => {
        if (data === "[DONE]") return;
        const text: unknown = JSON.parse(data).choices[0].delta.content;
        if (typeof text === "string") onDelta(text);
      },
    });
    const reader = response.body?.getReader();
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (done) break;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  },
  "src/api": async (baseUrl, onDelta) => {
    const limits = { firstByteMs: 60_000, idleMs: 60_000, contentMs: 60_000 };
    const complete = createComplete(() => ({ baseUrl, apiKey: "benchmark", timeouts: limits }));
    const { type } = await complete(
      { model: "m", messages, parameters: {} },
      {
        signal: new AbortController().signal,
        onEvent: (event) => {
          if (event.type === "text") onDelta(event.text);
        },
      },
    );
    if (type !== "complete") throw new Error(`The answer is ${type}.`);
  },
  openai: async (baseURL, onDelta) => {
    const client = new OpenAI({ baseURL, apiKey: "benchmark" });
    const stream = await client.chat.completions.create({
      model: "m",
      messages: [...messages],
      stream: true,
    });
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (typeof text === "string") onDelta(text);
    }
  },
};

const [name = "", baseUrl = "", kind = "", times = ""] = process.argv.slice(2);
const client = clients[name];
if (client === undefined) throw new Error(`Unknown client ${name}`);

/** One warm-up, then the measured answers; milliseconds. */
const samples: { cpu: number; wall: number; first: number; deltas: number }[] = [];
for (let at = -1; at < Number(times); at++) {
  let first = Number.NaN;
  let deltas = 0;
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await client(`${baseUrl}/${kind}/v1`, () => {
    if (deltas++ === 0) first = performance.now() - startedAt;
  });
  const wall = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  if (at >= 0) samples.push({ cpu: (user + system) / 1000, wall, first, deltas });
}
process.send?.(samples);
