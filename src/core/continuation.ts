import type { CompletionFacts, Usage } from "./completion.ts";
import type { Answer, Message } from "./conversation.ts";

/**
 * What asks for the rest of an answer, after the answer so far. Words that every model and server understands: the
 * page has no field for it, and those of single servers (`continue_final_message`) are refused by others.
 */
export const continuationRequest =
  "Your last answer was cut off. Write on from exactly where it stops, beginning with its next character, as if there had been no break. Repeat nothing, and say nothing about the break.";

/** Models tend to say the last words again; shorter repetitions than this can be meant. Characters. */
const shortestRepetition = 8;
const longestRepetition = 400;

/** Whether there is something that could be written on. */
export function canContinue(message: Message | undefined): message is Answer {
  if (message?.role !== "assistant" || message.text.trim() === "") return false;
  switch (message.state) {
    case "cut-off":
      return message.cutOff !== "content_filter";
    case "stopped":
    case "failed":
    case "interrupted":
      return true;
    case "waiting":
    case "streaming":
    case "complete":
      return false;
  }
}

/** The answer before anything of its rest has come, and the rest so far. */
export function beginRest(answer: Answer): Answer {
  const { facts, cutOff, failure, retrying, leftOut, receipt, thinking, ...begun } = answer;
  return { ...begun, state: "waiting", text: "", reasoning: "" };
}

/** The answer with its rest, which is an answer of its own while it comes. */
export function withRest(before: Answer, rest: Answer): Answer {
  const running = rest.state === "waiting" || rest.state === "streaming";
  const thinking = sumThinking(before.thinking, rest.thinking);
  return {
    ...rest,
    text: before.text + newWords(before.text, rest.text, running),
    reasoning: [before.reasoning, rest.reasoning].filter((part) => part !== "").join("\n\n"),
    ...(thinking !== undefined && { thinking }),
    ...(rest.facts !== undefined && { facts: sumFacts(before.facts, rest.facts) }),
  };
}

/** As long as both together, without the pause between them. */
function sumThinking(before: Answer["thinking"], rest: Answer["thinking"]): Answer["thinking"] {
  if (before === undefined || rest === undefined) return rest ?? before;
  return { from: rest.from - (before.until - before.from), until: rest.until };
}

/** What the rest adds to the text. While more may come, what may turn out to be a repetition is held back. */
function newWords(before: string, rest: string, running: boolean): string {
  const end = before.slice(-longestRepetition);
  if (running && end.includes(rest)) return "";
  for (let length = Math.min(end.length, rest.length); length >= shortestRepetition; length--) {
    if (end.endsWith(rest.slice(0, length))) return rest.slice(length);
  }
  return rest;
}

/** Both requests together took this; what was measured of the rest alone says nothing of the whole answer. */
function sumFacts(
  before: CompletionFacts | undefined,
  { usage, firstTokenMs: _, ...rest }: CompletionFacts,
): CompletionFacts {
  if (before === undefined) return rest;
  const { firstTokenMs } = before;
  return {
    ...rest,
    totalMs: before.totalMs + rest.totalMs,
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    ...(before.usage !== undefined &&
      usage !== undefined && { usage: sumUsage(before.usage, usage) }),
  };
}

function sumUsage(before: Usage, rest: Usage): Usage {
  const counts: Record<string, number> = { ...before };
  for (const [name, count] of Object.entries(rest)) counts[name] = (counts[name] ?? 0) + count;
  return counts;
}
