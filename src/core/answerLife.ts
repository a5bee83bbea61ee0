import type { CompletionEnd, CompletionEvent } from "./completion.ts";
import type { Answer } from "./conversation.ts";

/** The answer after one event of its stream. Pure; `now` is milliseconds since 1970. */
export function applyEvent(answer: Answer, event: CompletionEvent, now: number): Answer {
  switch (event.type) {
    case "opened":
      return withoutRetry(answer);
    case "text":
      return { ...answer, state: "streaming", text: answer.text + event.text };
    case "reasoning":
      return {
        ...answer,
        state: "streaming",
        reasoning: answer.reasoning + event.text,
        thinking: { from: answer.thinking?.from ?? now, until: now },
      };
    // Answers of the chat offer no tools; only other callers of the client ask for them.
    case "toolCall":
      return answer;
    case "reclassify":
      return { ...answer, reasoning: answer.reasoning + answer.text, text: "" };
    case "retrying": {
      const { attempt, delayMs, failure } = event;
      return { ...answer, state: "waiting", retrying: { attempt, at: now + delayMs, failure } };
    }
  }
}

/** The answer after the end of its stream. The text so far stays, whatever the end. */
export function endAnswer(answer: Answer, end: CompletionEnd): Answer {
  const { finishReason, usage, model, requestId, firstTokenMs, totalMs } = end;
  const facts = {
    totalMs,
    ...(finishReason !== undefined && { finishReason }),
    ...(usage !== undefined && { usage }),
    ...(model !== undefined && { model }),
    ...(requestId !== undefined && { requestId }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
  };
  const ended = { ...withoutRetry(answer), state: end.type, facts };
  switch (end.type) {
    case "complete":
    case "stopped":
      return ended;
    case "cut-off":
      return { ...ended, cutOff: end.reason };
    case "failed":
      return { ...ended, failure: end.failure };
  }
}

function withoutRetry({ retrying, ...answer }: Answer): Answer {
  return answer;
}
