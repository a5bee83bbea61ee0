import { createComplete, type Endpoint, type Surroundings } from "../../../src/api/completion.ts";
import type {
  CompletionEnd,
  CompletionEvent,
  CompletionRequest,
} from "../../../src/core/completion.ts";

export const testKey = "sk-test/canary+0123456789=";

export const generous = { firstByteMs: 5000, idleMs: 5000, contentMs: 5000 };

export interface Asked {
  readonly events: readonly CompletionEvent[];
  readonly end: CompletionEnd;
  /** The answer as the chat would show it. */
  readonly text: string;
  readonly reasoning: string;
}

export interface AskOptions {
  readonly request?: Partial<CompletionRequest>;
  readonly endpoint?: Partial<Endpoint>;
  readonly surroundings?: Partial<Surroundings>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CompletionEvent) => void;
}

/** Asks a server under test; waits between attempts are skipped unless `surroundings` says otherwise. */
export async function ask(origin: string, options: AskOptions = {}): Promise<Asked> {
  const events: CompletionEvent[] = [];
  const complete = createComplete(
    () => ({
      baseUrl: `${origin}/api/v1`,
      apiKey: testKey,
      timeouts: generous,
      ...options.endpoint,
    }),
    { sleep: async () => undefined, random: () => 0, ...options.surroundings },
  );
  const end = await complete(
    { model: "m", messages: [{ role: "user", content: "Hi" }], parameters: {}, ...options.request },
    {
      signal: options.signal ?? new AbortController().signal,
      onEvent: (event) => {
        events.push(event);
        options.onEvent?.(event);
      },
    },
  );
  return { events, end, ...fold(events) };
}

function fold(events: readonly CompletionEvent[]): { text: string; reasoning: string } {
  let text = "";
  let reasoning = "";
  for (const event of events)
    if (event.type === "text") text += event.text;
    else if (event.type === "reasoning") reasoning += event.text;
    else if (event.type === "reclassify") {
      reasoning += text;
      text = "";
    }
  return { text, reasoning };
}
