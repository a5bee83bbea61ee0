import type { CompletionRequest } from "../core/completion.ts";
import { path, type Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import { takes } from "../core/models.ts";
import { requestTo } from "../core/parameters.ts";
import { buildPrompt } from "../core/prompt.ts";
import type { Model } from "../shared/model.ts";

/** The request that asks for an answer to the conversation's last question. */
export async function buildRequest(
  conversation: Conversation,
  model: Model,
  store: Pick<ConversationStore, "readMedia">,
): Promise<CompletionRequest> {
  const { messages } = await buildPrompt(path(conversation), conversation.systemPrompt, {
    readMedia: ({ sha256 }) => store.readMedia(sha256),
    takes: { image: takes(model, "image") !== "no", video: takes(model, "video") !== "no" },
  });
  return { ...requestTo(model, conversation.parameters), messages };
}
