import type { Chat } from "../../core/chat.ts";
import { takenBack } from "../../core/draft.ts";
import type { ChatIntent } from "../../shared/protocol.ts";
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

type Written = Extract<ChatIntent, { readonly type: "draft" | "send" }>;

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
  /** What was written in a chat that is not shown any more. */
  const inOther = async (
    { conversationId, text, epoch }: Written,
    take: (other: Chat, text: string) => void,
  ) => {
    const other = await chats.open(conversationId);
    if (other !== undefined) take(other, draft.unsent(other, text, epoch));
  };
  return {
    draft: (written) => {
      const { conversationId, text, epoch } = written;
      if (conversationId !== chat().conversation.id)
        void inOther(written, (other, rest) => other.setDraft(rest));
      else if (epoch < draft.view().epoch) draft.typedBefore(text, epoch);
      else draft.typed(text);
    },
    send: (written) => {
      const { conversationId, text, epoch } = written;
      if (conversationId === chat().conversation.id)
        return questions.send(draft.unsent(chat(), text, epoch));
      // Another chat was shown meanwhile: the question goes where it was written.
      void inOther(written, (other, rest) => questions.sendIn(other, rest));
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
