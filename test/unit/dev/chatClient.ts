import type { StandIn } from "../../../dev/standIn/standIn.ts";

export type Ask = (question: unknown, more?: object, init?: RequestInit) => Promise<Response>;

/** Asks one question of the model without thinking, with a good key, unless told otherwise. */
export function askerOf(standIn: () => StandIn): Ask {
  return (question, more = {}, init = {}) =>
    fetch(`${standIn().url}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer secret-key", "content-type": "application/json" },
      body: JSON.stringify({
        model: "llama31-8b",
        messages: [{ role: "user", content: question }],
        ...more,
      }),
      ...init,
    });
}

interface Chunk {
  choices: {
    delta: { content?: string | null; reasoning_content?: string | null };
    finish_reason: string | null;
  }[];
  usage: Record<string, unknown> | null;
}

/** A stream read to its end. */
export interface Folded {
  text: string;
  thinking: string;
  finish: string | undefined;
  usage: Record<string, unknown> | undefined;
  done: boolean;
}

export async function fold(response: Response): Promise<Folded> {
  const lines = (await response.text()).split("\n\n").filter((line) => line.startsWith("data: "));
  const data = lines.map((line) => line.slice("data: ".length));
  const done = data.at(-1) === "[DONE]";
  const chunks = data.filter((line) => line !== "[DONE]").map((line): Chunk => JSON.parse(line));
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    text: choices.map(({ delta }) => delta.content ?? "").join(""),
    thinking: choices.map(({ delta }) => delta.reasoning_content ?? "").join(""),
    finish: choices.find((choice) => choice.finish_reason !== null)?.finish_reason ?? undefined,
    usage: chunks.find((chunk) => chunk.usage !== null)?.usage ?? undefined,
    done,
  };
}

/** The text of an answer that came whole. */
export const message = async (response: Response): Promise<string> => {
  const body: { choices: [{ message: { content: string } }] } = JSON.parse(await response.text());
  return body.choices[0].message.content;
};
