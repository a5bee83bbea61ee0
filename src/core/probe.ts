import type { Failure } from "../shared/failure.ts";
import type { InputKind, Model, Thinking } from "../shared/model.ts";
import type { ParameterName, Parameters } from "../shared/parameters.ts";
import type { ChatMessage, Complete, CompletionEnd, ContentPart } from "./completion.ts";
import { refusedParameter, withParameter } from "./parameters.ts";

/** What a probe found, or why it could not find out. */
export type ProbeResult =
  | { readonly type: "learned"; readonly model: Model }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "stopped" };

/**
 * Finds out by three tiny requests what a model takes: all parameters at harmless values, thinking switched off, and a
 * red picture whose colour it must name (a server may drop a picture without a word, wire.md §1.3). A parameter that
 * is refused by name is left out, and the request is made again.
 */
export async function probe(
  complete: Complete,
  known: Model,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { id } = known;
  const refuses: ParameterName[] = [];
  const accepted = await askUntilAccepted(complete, id, refuses, signal);
  const off = refuses.includes("thinking") ? {} : { thinking: false };
  const questions = [
    () => Promise.resolve(accepted),
    () => ask(complete, id, "Say hi.", { ...off, max_tokens: maxTokens }, signal),
    () => ask(complete, id, redPicture, { max_tokens: 512 }, signal),
  ];
  const replies: Reply[] = [];
  for (const question of questions) {
    const reply = await question();
    if (reply.end.type === "stopped") return { type: "stopped" };
    const blind = replies.length === 2 && refusesPictures(reply.end);
    if (reply.end.type === "failed" && !blind)
      return { type: "failed", failure: reply.end.failure };
    replies.push(reply);
  }
  const [asked, unasked, picture] = replies;
  const input = picture && inputOf(picture);
  const thinking = thinkingOf(asked?.thinks === true, unasked?.thinks === true, known);
  return { type: "learned", model: { id, thinking, refuses, ...(input && { input }) } };
}

const maxTokens = 48;

/** Values at which each parameter changes as little as it can. */
const harmless: Parameters = {
  temperature: 1,
  top_p: 1,
  top_k: 50,
  min_p: 0,
  repetition_penalty: 1,
  max_tokens: maxTokens,
  reasoning_effort: "low",
  thinking: true,
  separate_reasoning: true,
};

/** 64×64 pixels, all red. */
const redPng =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAS0lEQVR42u3PQQkAAAgAsetfWiP4FgYrsKZeS0BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDgsqnc8OJg6Ln3AAAAAElFTkSuQmCC";

const redPicture: readonly ContentPart[] = [
  { type: "image_url", image_url: { url: `data:image/png;base64,${redPng}` } },
  { type: "text", text: "Which colour is this picture? Answer with one word." },
];

interface Reply {
  readonly text: string;
  readonly thinks: boolean;
  readonly end: CompletionEnd;
}

async function askUntilAccepted(
  complete: Complete,
  model: string,
  refuses: ParameterName[],
  signal: AbortSignal,
): Promise<Reply> {
  let parameters = harmless;
  for (;;) {
    const reply = await ask(complete, model, "Say hi.", parameters, signal);
    const name = reply.end.type === "failed" ? refusedParameter(reply.end.failure) : undefined;
    // `max_tokens` is never given up: the requests must stay tiny.
    if (name === undefined || name === "max_tokens" || !(name in parameters)) return reply;
    refuses.push(name);
    parameters = withParameter(parameters, name, undefined);
  }
}

async function ask(
  complete: Complete,
  model: string,
  content: (ChatMessage & { role: "user" })["content"],
  parameters: Parameters,
  signal: AbortSignal,
): Promise<Reply> {
  let text = "";
  let thinks = false;
  const end = await complete(
    { model, messages: [{ role: "user", content }], parameters },
    {
      signal,
      onEvent: (event) => {
        if (event.type === "text") text += event.text;
        if (event.type === "reasoning" || event.type === "reclassify") thinks = true;
      },
    },
  );
  return { text, thinks, end };
}

/** A model that thinks unasked may still be one that takes an effort, which a probe cannot tell. */
function thinkingOf(asked: boolean, unasked: boolean, known: Model): Thinking {
  if (unasked) return known.thinking === "effort" ? "effort" : "always";
  if (!asked) return "none";
  return known.thinking === "effort" ? "effort" : "switch";
}

/** An answer without a word, such as one whose tokens all went into thinking, tells nothing. */
function inputOf({ text, end }: Reply): readonly InputKind[] | undefined {
  if (refusesPictures(end)) return ["text"];
  if (text.trim() === "") return undefined;
  return /\bred\b/i.test(text) ? ["text", "image"] : ["text"];
}

function refusesPictures(end: CompletionEnd): boolean {
  return (
    end.type === "failed" &&
    (end.failure.kind === "bad-media" || end.failure.kind === "bad-request")
  );
}
