import type { Chat } from "../../core/chat.ts";
import { path, versionsOf } from "../../core/conversation.ts";
import type { Chats } from "../chats.ts";
import type { Handlers } from "./context.ts";
import type { ChatDraft } from "./draft.ts";

export interface BranchPorts {
  readonly chats: Chats;
  readonly chat: Chat;
  readonly draft: ChatDraft;
  /** Shows the chat with the focus in the composer. */
  readonly show: (chat: Chat) => void;
}

type BranchIntents = "editLast" | "editQuestion" | "cancelEdit" | "showVersion" | "fork";

/** What is done with the branches of a conversation: edited questions, other answers, new chats from the middle. */
export function branchHandlers(ports: () => BranchPorts): Pick<Handlers, BranchIntents> {
  const edit = (questionId: string) => {
    const { chat, draft, show } = ports();
    draft.edit(questionId);
    show(chat);
  };
  return {
    editLast: () => {
      const last = path(ports().chat.conversation).findLast(({ role }) => role === "user");
      if (last !== undefined) edit(last.id);
    },
    editQuestion: ({ messageId }) => edit(messageId),
    cancelEdit: () => ports().draft.cancelEdit(),
    showVersion: ({ messageId, step }) => showVersion(ports().chat, messageId, step),
    fork: ({ messageId }) => {
      const { chats, chat, show } = ports();
      void chats.fork(chat.conversation, messageId).then(show);
    },
  };
}

function showVersion(chat: Chat, messageId: string, step: 1 | -1): void {
  const { conversation } = chat;
  const message = conversation.messages.find(({ id }) => id === messageId);
  if (message === undefined) return;
  const versions = versionsOf(conversation, message);
  const other = versions[versions.indexOf(message) + step];
  if (other !== undefined) chat.showBranch(other.id);
}
