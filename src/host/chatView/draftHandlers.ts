import type { Chat } from "../../core/chat.ts";
import { takenBack } from "../../core/draft.ts";
import type { Chats } from "../chats.ts";
import type { Handlers } from "./context.ts";
import type { ChatDraft } from "./draft.ts";
import type { Questions } from "./questions.ts";

export interface DraftPorts {
  readonly chats: Chats;
  readonly chat: () => Chat;
  readonly draft: ChatDraft;
  readonly questions: Questions;
}

type DraftIntents =
  | "draft"
  | "send"
  | "pinSelection"
  | "removeAttachment"
  | "takeBack"
  | "sendQueued";

/** What is done with what is being written, and with what waits to be asked. */
export function draftHandlers({
  chats,
  chat,
  draft,
  questions,
}: DraftPorts): Pick<Handlers, DraftIntents> {
  return {
    draft: ({ conversationId, text }) => {
      if (conversationId === chat().conversation.id) draft.typed(text);
      else chats.find(conversationId)?.setDraft(text);
    },
    send: ({ text }) => questions.send(text),
    pinSelection: () => draft.pinSelection(),
    removeAttachment: ({ id }) => {
      questions.dismissAlert();
      draft.remove(id);
    },
    takeBack: ({ id }) => chat().changeDraft((draft) => takenBack(draft, id)),
    sendQueued: ({ id }) => void chat().askQueued(id),
  };
}
