import type { AnswerPorts } from "./answerRun.ts";
import type { ChatWriterPorts } from "./chatWriter.ts";
import type { Conversation } from "./conversation.ts";
import type { QueuedQuestion } from "./draft.ts";

export interface ChatPorts extends AnswerPorts, ChatWriterPorts {
  readonly newId: () => string;
  /** Has the chat of this id take over what the store holds. */
  readonly catchUp: (id: string) => void;
  /** Whether a question of the queue can be asked without another word of the user. */
  readonly canAsk: (question: QueuedQuestion, conversation: Conversation) => boolean;
}
