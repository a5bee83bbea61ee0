import type { BuiltRequest } from "../core/answerRun.ts";
import { path, type Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import { takesMedia } from "../core/models.ts";
import { requestTo } from "../core/parameters.ts";
import { buildPrompt } from "../core/prompt.ts";
import { promptBudget } from "../core/promptBudget.ts";
import type { Model } from "../shared/model.ts";

/** The request that asks for an answer to the conversation's last question, as far as the model's context allows. */
export async function buildRequest(
  conversation: Conversation,
  model: Model,
  store: Pick<ConversationStore, "readMedia">,
): Promise<BuiltRequest> {
  const budget = promptBudget(model, conversation.parameters);
  const { messages, leftOut } = await buildPrompt(path(conversation), conversation.systemPrompt, {
    readMedia: ({ sha256 }) => store.readMedia(sha256),
    takes: takesMedia(model),
    ...(budget !== undefined && { budget }),
  });
  return { request: { ...requestTo(model, conversation.parameters), messages }, leftOut };
}
