import type { Chat } from "../../core/chat.ts";
import { path, versionsOf } from "../../core/conversation.ts";
import { editing, notEditing } from "../../core/draft.ts";
import type { Chats } from "../chats.ts";
import type { Questions } from "./questions.ts";
import type { Handlers } from "./context.ts";

export interface BranchPorts {
  readonly chats: Chats;
  readonly chat: Chat;
  readonly questions: Pick<Questions, "refuseWhileAnswering">;
  /** Shows the chat with the focus in the composer. */
  readonly show: (chat: Chat) => void;
  readonly recheckAttachments: (chat: Chat) => void;
}

type BranchIntents =
  | "editLast"
  | "editQuestion"
  | "cancelEdit"
  | "showVersion"
  | "continue"
  | "fork";

/** What is done with a conversation as a tree: edited questions, other answers, the rest of one, new chats. */
export function branchHandlers(ports: () => BranchPorts): Pick<Handlers, BranchIntents> {
  const edit = (questionId: string) => {
    const { chat, show, recheckAttachments } = ports();
    const question = chat.conversation.messages.find(({ id }) => id === questionId);
    if (question?.role !== "user") return;
    chat.changeDraft((draft) => editing(draft, question));
    show(chat);
    // Its code is as old as the question is.
    recheckAttachments(chat);
  };
  return {
    editLast: () => {
      const last = path(ports().chat.conversation).findLast(({ role }) => role === "user");
      if (last !== undefined) edit(last.id);
    },
    editQuestion: ({ messageId }) => edit(messageId),
    cancelEdit: () => ports().chat.changeDraft(notEditing),
    showVersion: ({ messageId, step }) => showVersion(ports(), messageId, step),
    continue: ({ messageId }) => void ports().chat.continue(messageId),
    fork: ({ messageId }) => {
      const { chats, chat, show } = ports();
      void chats.fork(chat.conversation, messageId).then(show);
    },
  };
}

function showVersion({ chat, questions }: BranchPorts, messageId: string, step: 1 | -1): void {
  const { conversation } = chat;
  const message = conversation.messages.find(({ id }) => id === messageId);
  if (message === undefined) return;
  const versions = versionsOf(conversation, message);
  const other = versions[versions.indexOf(message) + step];
  if (other !== undefined && !chat.showBranch(other.id)) questions.refuseWhileAnswering();
}
