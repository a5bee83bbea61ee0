import { setTimeout as sleep } from "node:timers/promises";
import { continuationRequest } from "../../src/core/continuation.ts";
import { composeAnswer, type Turn } from "./answers/compose.ts";
import {
  canRead,
  checkAgainstModel,
  flatError,
  isRefusal,
  mediaParts,
  messageText,
  readChatRequest,
  unknownModel,
  type ChatRequest,
  type Refusal,
} from "./chatRequest.ts";
import { complete, plainBody, type Completion } from "./completion.ts";
import { sendJson, type Exchange } from "./exchange.ts";
import { playBeforeAnswer } from "./faultResponses.ts";
import { withoutFaultWords, type Fault } from "./faults.ts";
import { look, type Sight } from "./media.ts";
import type { Model } from "./models.ts";
import { resetConnection, streamAnswer } from "./streamAnswer.ts";
import { answerWithTool } from "./toolCall.ts";

/** Answers one `POST /chat/completions` whose key is good. */
export async function answerChat(
  contentType: string | undefined,
  exchange: Exchange,
): Promise<void> {
  const { record, setup } = exchange;
  const refuse = ({ status, body }: Refusal): void => sendJson(exchange, status, body);
  if (contentType?.startsWith("application/json") !== true)
    return refuse(flatError(400, "Only the content type application/json is allowed.", null));
  const request = readChatRequest(record.body);
  if (isRefusal(request)) return refuse(request);
  const model = setup.models.find(({ id }) => id === request.model);
  if (model === undefined) return refuse(unknownModel(request.model));

  const lastQuestion = request.messages.findLast(({ role }) => role === "user");
  const asked = lastQuestion === undefined ? "" : messageText(lastQuestion);
  // Questions that stayed without an answer stand before the last one.
  const fault = setup.faults.take(asked.split("\n\n").at(-1) ?? "");
  if (fault !== undefined) {
    record.fault = fault.words;
    if ((await playBeforeAnswer(fault, exchange)) === "answered") return;
  }

  const turns = await readTurns(request, model);
  if (isRefusal(turns)) return refuse(turns);
  const prompt = countPrompt(request, turns);
  const refusal = checkAgainstModel(request, model, prompt.tokens);
  if (refusal !== undefined) return refuse(refusal);
  const answer = answerWithTool(request) ?? composeAnswer(turns, thinkingEffort(request, model));
  const completion = complete(request, model, answer, prompt, setup.charactersPerChunk);
  if (request.stream === true && fault?.name !== "json") {
    const includeUsage = request.stream_options?.include_usage ?? false;
    await streamAnswer(completion, includeUsage, fault, exchange);
  } else await sendWhole(completion, fault, exchange);
}

/** Sends the answer at once, after the time that writing it would have taken. */
async function sendWhole(
  completion: Completion,
  fault: Fault | undefined,
  exchange: Exchange,
): Promise<void> {
  const { response, signal, setup } = exchange;
  if (fault?.name === "stall" || fault?.name === "drip")
    await sleep(fault.number("ms", 2 ** 31 - 1), undefined, { signal });
  await sleep((completion.pieces.length * 1000) / setup.rate, undefined, { signal });
  if (fault?.name === "cut" || fault?.name === "drop" || fault?.name === "reset")
    return resetConnection(exchange);
  const finishReason = fault?.name === "finish" ? fault.value("reason") : undefined;
  const body = plainBody(completion, finishReason ?? completion.finishReason);
  if (!response.closed) sendJson(exchange, 200, body);
}

/** The conversation as pairs of a question and its answer, with what the model sees of the media. */
async function readTurns(request: ChatRequest, model: Model): Promise<Turn[] | Refusal> {
  const turns: Turn[] = [];
  let begun = "";
  for (const message of request.messages) {
    const text = messageText(message);
    const last = turns.at(-1);
    if (message.role === "assistant") begun = text;
    else if (message.role === "user" && text === continuationRequest && last !== undefined)
      turns.splice(-1, 1, { ...last, begun });
    else if (message.role === "user") {
      const sights: Sight[] = [];
      for (const part of mediaParts(message)) {
        if (!canRead(model, part)) continue;
        const sight = await look(part);
        if (isRefusal(sight)) return sight;
        sights.push(sight);
      }
      turns.push({ question: withoutFaultWords(text), sights });
    }
  }
  return turns;
}

/** Four characters to a token of text, 32 × 32 pixels to a token of an image. */
function countPrompt(
  request: ChatRequest,
  turns: readonly Turn[],
): { tokens: number; imageTokens: number } {
  const characters = request.messages
    .map((message) => messageText(message).length)
    .reduce((sum, length) => sum + length, 0);
  const imageTokens = turns
    .flatMap(({ sights }) => sights)
    .map((sight) =>
      sight.kind === "image" ? Math.ceil(sight.width / 32) * Math.ceil(sight.height / 32) : 0,
    )
    .reduce((sum, tokens) => sum + tokens, 0);
  return { tokens: Math.ceil(characters / 4) + imageTokens, imageTokens };
}

function thinkingEffort(request: ChatRequest, model: Model): ChatRequest["reasoning_effort"] {
  const asked = request.reasoning_effort;
  const switches = request.chat_template_kwargs ?? {};
  switch (model.thinking) {
    case "none":
      return "none";
    case "always":
      return asked === undefined || asked === "none" ? "medium" : asked;
    case "effort":
      return asked ?? "medium";
    case "switch": {
      const on = switches["thinking"] ?? switches["enable_thinking"];
      if (on === true) return asked ?? "medium";
      return on === false ? "none" : (asked ?? "none");
    }
  }
}
