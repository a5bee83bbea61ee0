import type { Attachment } from "../../core/attachment.ts";
import type { ConversationStore } from "../../core/conversationStore.ts";
import { mediaFacts } from "../../shared/mediaFacts.ts";
import type { Signal } from "../../shared/protocol.ts";
import { keepMedia } from "../media/keepMedia.ts";
import type { Handlers } from "./context.ts";

export interface MediaParts {
  readonly store: Pick<ConversationStore, "putMedia" | "readMedia">;
  readonly add: (attachments: readonly Attachment[]) => void;
  /** Says at the composer what could not be attached, and why. */
  readonly refuse: (text: string) => void;
  readonly signal: (signal: Signal) => void;
}

/** What the view sends and asks for of pictures and videos. */
export function mediaHandlers({
  store,
  add,
  refuse,
  signal,
}: MediaParts): Pick<Handlers, "addMedia" | "refuseMedia" | "needPicture"> {
  return {
    addMedia: (media) =>
      void keepMedia(store, media).then(
        (attachment) => add([attachment]),
        (error: unknown) => refuse(`${media.name}: ${messageOf(error)}`),
      ),
    refuseMedia: ({ text }) => refuse(text),
    needPicture: ({ sha256 }) => void sendPicture(sha256, store, signal),
  };
}

async function sendPicture(
  sha256: string,
  store: MediaParts["store"],
  signal: MediaParts["signal"],
): Promise<void> {
  const bytes = await store.readMedia(sha256);
  const facts = bytes === undefined ? undefined : mediaFacts(bytes);
  if (bytes !== undefined && facts?.kind === "image")
    signal({ type: "picture", sha256, mime: facts.mime, bytes: new Uint8Array(bytes) });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
