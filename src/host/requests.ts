import type { CompletionRequest } from "../core/completion.ts";
import { path, type Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import { takes, thinks } from "../core/models.ts";
import { buildPrompt } from "../core/prompt.ts";
import { modelOf } from "./modelList.ts";

/** The request that asks for an answer to the conversation's last question. */
export async function buildRequest(
  conversation: Conversation,
  store: Pick<ConversationStore, "readMedia">,
): Promise<CompletionRequest> {
  const model = modelOf(conversation.model);
  const { messages } = await buildPrompt(path(conversation), conversation.systemPrompt, {
    readMedia: ({ sha256 }) => store.readMedia(sha256),
    takes: { image: takes(model, "image") !== "no", video: takes(model, "video") !== "no" },
  });
  const thinking = thinks(model);
  return {
    model: conversation.model,
    messages,
    parameters: conversation.parameters,
    ...(thinking !== undefined && { thinks: thinking }),
  };
}
