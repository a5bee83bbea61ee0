import { randomUUID } from "node:crypto";
import { l10n } from "vscode";
import type { MediaAttachment, MediaRef, Shown, VideoFrame } from "../../core/attachment.ts";
import type { ConversationStore } from "../../core/conversationStore.ts";
import { mediaFacts, mediaLimits, type VideoFacts } from "../../shared/mediaFacts.ts";
import type { AddMedia } from "../../shared/protocol.ts";

/** The name that browsers give to everything pasted. */
const pastedName = /^image\.\w+$/;

type Store = Pick<ConversationStore, "putMedia">;
type Prepared = Pick<AddMedia, "name" | "bytes" | "shrunkFrom"> & Partial<Pick<AddMedia, "frames">>;

/**
 * Keeps a picture or video that the view has prepared, and makes an attachment of it. The view is not trusted: the
 * bytes are looked at again. `shows`: what a picture of the editor shows. Throws an Error whose message is for the
 * user.
 */
export async function keepMedia(
  store: Store,
  prepared: Prepared,
  shows: Shown | undefined,
): Promise<MediaAttachment> {
  const { name, bytes, shrunkFrom } = prepared;
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") return keepVideo(store, prepared, facts);
  return {
    kind: "image",
    id: randomUUID(),
    name: pastedName.test(name) ? l10n.t("Pasted picture") : shortName(name),
    media: await keepPicture(store, bytes),
    ...(shrunkFrom !== null && { shrunkFrom }),
    ...(shows !== undefined && { shows }),
  };
}

async function keepVideo(
  store: Store,
  { name, bytes, frames = [] }: Prepared,
  { mime }: VideoFacts,
): Promise<MediaAttachment> {
  if (bytes.length > mediaLimits.videoBytes) throw new Error(l10n.t("The video is over 50 MB."));
  const media = await store.putMedia(bytes, { mime });
  const kept: VideoFrame[] = [];
  for (const frame of frames)
    kept.push({ media: await keepPicture(store, frame.bytes), seconds: frame.seconds });
  return {
    kind: "video",
    id: randomUUID(),
    name: shortName(name),
    media,
    ...(kept.length > 0 && { frames: kept }),
  };
}

async function keepPicture(store: Store, bytes: Uint8Array): Promise<MediaRef> {
  const facts = mediaFacts(bytes);
  if (facts.kind !== "image" || !["image/png", "image/jpeg", "image/webp"].includes(facts.mime))
    throw new Error(l10n.t("This is no picture or video that can be sent."));
  const { mime, width, height } = facts;
  if (bytes.length > mediaLimits.imageBytes || width * height > mediaLimits.imagePixels)
    throw new Error(l10n.t("The picture is too large."));
  return store.putMedia(bytes, { mime, width, height });
}

function shortName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last.length > 80 ? `${last.slice(0, 79)}…` : last || l10n.t("Picture");
}
