import type { ContextUse } from "../shared/contextUse.ts";
import type { Model } from "../shared/model.ts";
import { path, type Conversation, type Message, type Question } from "./conversation.ts";
import { takesMedia } from "./models.ts";
import { promptBudget, trim, type LeftOut } from "./promptBudget.ts";
import { textTokens } from "./tokens.ts";
import { turnsOf } from "./turns.ts";
import { turnTokens } from "./turnTokens.ts";

/** What the next request would fill the model's context with if the draft were sent now, and what it would leave out. */
export function contextUse(
  conversation: Conversation,
  model: Model,
): { readonly use: ContextUse; readonly leftOut: LeftOut } {
  const { systemPrompt, parameters } = conversation;
  const budget = promptBudget(model, parameters);
  const turns = turnsOf([...before(conversation), draftQuestion(conversation)], takesMedia(model));
  const trimmed = trim(turns, systemPrompt, budget);
  const counted = trimmed.turns.map(turnTokens);
  const { question = 0, attachments = 0 } = counted.at(-1) ?? {};
  const use = {
    system: textTokens(systemPrompt),
    history: counted.slice(0, -1).reduce((sum, { total }) => sum + total, 0),
    attachments,
    question,
    budget: budget ?? null,
    contextLength: model.contextLength ?? null,
  };
  return { use, leftOut: trimmed.leftOut };
}

/** What was said before the draft: all of the path, or what is above the question that the draft edits. */
function before(conversation: Conversation): readonly Message[] {
  const { draft, messages } = conversation;
  const edited = messages.find(({ id }) => id === draft.edits?.questionId);
  return path(edited === undefined ? conversation : { ...conversation, head: edited.parent });
}

function draftQuestion({ head, draft: { text, attachments } }: Conversation): Question {
  return { role: "user", id: "draft", parent: head, createdAt: 0, text, attachments };
}
