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
  const sendIn = async (conversationId: string, text: string) => {
    const other = await chats.open(conversationId);
    if (other !== undefined) questions.sendIn(other, text);
  };
  return {
    draft: ({ conversationId, text, epoch }) => {
      if (conversationId === chat().conversation.id) {
        // The view has not heard of the host's last change yet: it says again what remains of this.
        if (epoch >= draft.view().epoch) draft.typed(text);
      } else void chats.open(conversationId).then((other) => other?.setDraft(text));
    },
    send: ({ conversationId, text, epoch }) => {
      if (conversationId === chat().conversation.id)
        return questions.send(draft.unsent(text, epoch));
      // Another chat was shown meanwhile: the question goes where it was written.
      void sendIn(conversationId, text);
    },
    pinSelection: () => draft.pinSelection(),
    removeAttachment: ({ id }) => {
      questions.dismissAlert();
      draft.remove(id);
    },
    takeBack: ({ id }) => chat().changeDraft((draft) => takenBack(draft, id)),
    sendQueued: ({ id }) => questions.askQueued(id),
  };
}
