import type { ChatMessage, CompletionRequest, ContentPart } from "../core/completion.ts";
import type { JsonObject } from "./json.ts";

/**
 * The body of `POST /chat/completions` for a request that `requestProblem` found nothing wrong with. What is unset
 * is not sent, never null (wire.md §1.1); text is well-formed Unicode, since servers refuse half characters.
 */
export function buildBody(request: CompletionRequest, withUsage: boolean): JsonObject {
  const { stream = true, thinking, top_k, ...parameters } = request.parameters;
  const templateKwargs = {
    ...(thinking !== undefined && { thinking, enable_thinking: thinking }),
    ...request.templateKwargs,
  };
  return {
    model: request.model.trim(),
    messages: request.messages.map(messageBody),
    ...parameters,
    // Servers read 0 as an error, the page as "off".
    ...(top_k !== undefined && top_k !== 0 && { top_k }),
    ...(Object.keys(templateKwargs).length > 0 && { chat_template_kwargs: templateKwargs }),
    stream,
    ...(stream && withUsage && { stream_options: { include_usage: true } }),
    ...request.extra,
  };
}

function messageBody(message: ChatMessage): JsonObject {
  const { content } = message;
  if (typeof content === "string") return { ...message, content: content.toWellFormed() };
  const texts = content.filter((part) => part.type === "text");
  if (texts.length === content.length)
    return { ...message, content: texts.map(({ text }) => text.toWellFormed()).join("\n\n") };
  return { ...message, content: content.map(partBody) };
}

function partBody(part: ContentPart): ContentPart {
  return part.type === "text" ? { ...part, text: part.text.toWellFormed() } : part;
}
