import { l10n } from "vscode";
import type { Shown } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import type { ConversationStore } from "../../core/conversationStore.ts";
import { attachedTo, withAttachment } from "../../core/draft.ts";
import { withDropped } from "../../core/droppedMedia.ts";
import { mediaFacts, mediaLimits } from "../../shared/mediaFacts.ts";
import { messageOf } from "../../shared/messageOf.ts";
import type { PictureSource, ReplacePicture, Signal } from "../../shared/protocol.ts";
import { keepMedia } from "../media/keepMedia.ts";
import type { Handlers } from "./context.ts";
import type { Chats } from "../chats.ts";
import type { ChatDraft } from "./draft.ts";

export interface MediaParts {
  readonly store: Pick<ConversationStore, "putMedia" | "readMedia">;
  /** What a picture of the editor shows; undefined for a source that the host did not give. */
  readonly shown: (source: PictureSource) => Shown | undefined;
  readonly chats: Pick<Chats, "find">;
  readonly chat: () => Chat;
  readonly draft: Pick<ChatDraft, "attachments" | "replace">;
  /** No question goes out before this is done. */
  readonly hold: (work: Promise<boolean>) => void;
  /** Says at the composer what could not be attached, and why. */
  readonly refuse: (text: string) => void;
  readonly signal: (signal: Signal) => void;
}

type MediaIntent =
  | "addMedia"
  | "replacePicture"
  | "refuseMedia"
  | "needPicture"
  | "dropMedia"
  | "sendShown";

/** What the view sends and asks for of pictures and videos. */
export function mediaHandlers({
  store,
  shown,
  chats,
  chat,
  draft,
  hold,
  refuse,
  signal,
}: MediaParts): Pick<Handlers, MediaIntent> {
  const find = (conversationId: string) => chats.find(conversationId) ?? chat();
  return {
    addMedia: (media) => {
      try {
        const shows = media.source === null ? undefined : shown(media.source);
        const { attachment, stored } = keepMedia(store, media, shows);
        hold(stored.then(() => true));
        find(media.conversationId).changeDraft((draft) => ({
          ...draft,
          attachments: [...draft.attachments, attachment],
        }));
      } catch (error) {
        refuse(`${media.name}: ${messageOf(error)}`);
      }
    },
    replacePicture: (edited) =>
      hold(
        replacePicture(edited, store, find(edited.conversationId)).then(
          () => true,
          (error: unknown) => {
            refuse(messageOf(error));
            return false;
          },
        ),
      ),
    refuseMedia: ({ text }) => refuse(text),
    needPicture: ({ sha256 }) => void sendPicture(sha256, store, signal),
    dropMedia: ({ id, isDropped }) =>
      chat().changeMessages(withDropped(chat().conversation.messages, [id], isDropped)),
    sendShown: ({ id, isSent }) => {
      const picture = draft.attachments.find((attachment) => attachment.id === id);
      if (picture === undefined || picture.kind === "code" || picture.shows === undefined) return;
      draft.replace({ ...picture, shows: { ...picture.shows, isSent } });
    },
  };
}

/** Nothing of one that is not there, or that the view could not decode: a small file can unfold to gigabytes. */
async function sendPicture(
  sha256: string,
  store: MediaParts["store"],
  signal: MediaParts["signal"],
): Promise<void> {
  const bytes = await store.readMedia(sha256);
  const facts = bytes === undefined ? undefined : mediaFacts(bytes);
  if (bytes === undefined || facts?.kind !== "image") return;
  if (facts.width * facts.height > mediaLimits.decodedPixels) return;
  signal({ type: "picture", sha256, mime: facts.mime, bytes: new Uint8Array(bytes) });
}

/**
 * Settles when the new picture is stored. The picture may have been put aside meanwhile, with the draft that an edit of
 * an earlier question replaced. Throws an Error whose message is for the user.
 */
async function replacePicture(
  { id, bytes, shrunkFrom }: ReplacePicture,
  store: MediaParts["store"],
  chat: Chat,
): Promise<unknown> {
  const old = attachedTo(chat.conversation.draft).find((attachment) => attachment.id === id);
  if (old?.kind !== "image")
    throw new Error(l10n.t("The picture that was edited is not attached any more."));
  // What was cut off or covered must not go out as text either, unless the user says so anew.
  const shows = old.shows && { ...old.shows, isSent: false };
  const { attachment, stored } = keepMedia(store, { name: old.name, bytes, shrunkFrom }, shows);
  chat.changeDraft((draft) => withAttachment(draft, { ...attachment, id, name: old.name }));
  return stored;
}
