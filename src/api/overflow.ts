/** What servers say of the room that the answer takes (SGLang, vLLM, the OpenAI family, OpenRouter). */
const answer =
  /max_(?:completion_)?tokens\W{1,3}is too large|(?:in|for) the (?:completion|output)|output tokens/i;
const limit = /context length\D{1,20}(\d+)/i;
const conversation =
  /(\d+) (?:(?:tokens )?(?:in|from) (?:the|your) (?:input|messages|prompt)|(?:of text )?input)/i;

/** Whether an overflow is one of the longest answer that was asked for: the conversation by itself would fit. */
export function leavesNoRoom(message: string): boolean {
  if (!answer.test(message)) return false;
  const isTooLong = numberIn(message, conversation) >= numberIn(message, limit);
  return !isTooLong;
}

/** Not a number where it is not told. */
function numberIn(message: string, pattern: RegExp): number {
  return Number(pattern.exec(message)?.[1]);
}
