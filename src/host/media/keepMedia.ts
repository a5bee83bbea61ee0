import { randomUUID } from "node:crypto";
import { l10n } from "vscode";
import type { MediaAttachment, MediaRef, Shown } from "../../core/attachment.ts";
import type { ConversationStore, MediaFacts } from "../../core/conversationStore.ts";
import { mediaFacts, mediaLimits, type VideoFacts } from "../../shared/mediaFacts.ts";
import type { AddMedia } from "../../shared/protocol.ts";
import { sha256Of } from "../../store/mediaFiles.ts";

/** The name that browsers give to everything pasted. */
const pastedName = /^image\.\w+$/;

type Prepared = Pick<AddMedia, "name" | "bytes" | "shrunkFrom"> & Partial<Pick<AddMedia, "frames">>;

export interface KeptMedia {
  readonly attachment: MediaAttachment;
  /** Settles when its files are in the store: before that it can't be sent. */
  readonly stored: Promise<unknown>;
}

/** Has a file stored, and names it by its content. */
type Keep = (bytes: Uint8Array, facts: MediaFacts) => MediaRef;

/**
 * Makes an attachment of a picture or video that the view has prepared, at once, and has its files stored. The view
 * is not trusted: the bytes are looked at again. `shows`: what a picture of the editor shows. Throws an Error whose
 * message is for the user.
 */
export function keepMedia(
  store: Pick<ConversationStore, "putMedia">,
  prepared: Prepared,
  shows: Shown | undefined,
): KeptMedia {
  const writes: Promise<unknown>[] = [];
  const keep: Keep = (bytes, facts) => {
    writes.push(store.putMedia(bytes, facts));
    return { ...facts, sha256: sha256Of(bytes), size: bytes.byteLength };
  };
  const facts = mediaFacts(prepared.bytes);
  const attachment =
    facts.kind === "video" ? video(prepared, facts, keep) : picture(prepared, shows, keep);
  return { attachment, stored: Promise.all(writes) };
}

function picture(
  { name, bytes, shrunkFrom }: Prepared,
  shows: Shown | undefined,
  keep: Keep,
): MediaAttachment {
  return {
    kind: "image",
    id: randomUUID(),
    name: pastedName.test(name) ? l10n.t("Pasted picture") : shortName(name),
    media: keepPicture(bytes, keep),
    ...(shrunkFrom !== null && { shrunkFrom }),
    ...(shows !== undefined && { shows }),
  };
}

function video(
  { name, bytes, frames = [] }: Prepared,
  { mime }: VideoFacts,
  keep: Keep,
): MediaAttachment {
  if (bytes.length > mediaLimits.videoBytes) throw new Error(l10n.t("The video is over 50 MB."));
  const kept = frames.map((frame) => ({
    media: keepPicture(frame.bytes, keep),
    seconds: frame.seconds,
  }));
  return {
    kind: "video",
    id: randomUUID(),
    name: shortName(name),
    media: keep(bytes, { mime }),
    ...(kept.length > 0 && { frames: kept }),
  };
}

function keepPicture(bytes: Uint8Array, keep: Keep): MediaRef {
  const facts = mediaFacts(bytes);
  if (facts.kind !== "image" || !["image/png", "image/jpeg", "image/webp"].includes(facts.mime))
    throw new Error(l10n.t("This is no picture or video that can be sent."));
  const { mime, width, height } = facts;
  if (bytes.length > mediaLimits.imageBytes || width * height > mediaLimits.imagePixels)
    throw new Error(l10n.t("The picture is too large."));
  return keep(bytes, { mime, width, height });
}

function shortName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last.length > 80 ? `${last.slice(0, 79)}…` : last || l10n.t("Picture");
}
