import { randomUUID } from "node:crypto";
import { l10n } from "vscode";
import type { MediaAttachment, Shown } from "../../core/attachment.ts";
import type { ConversationStore } from "../../core/conversationStore.ts";
import { mediaFacts, mediaLimits } from "../../shared/mediaFacts.ts";
import type { AddMedia } from "../../shared/protocol.ts";

/** The name that browsers give to everything pasted. */
const pastedName = /^image\.\w+$/;

/**
 * Keeps a picture or video that the view has prepared, and makes an attachment of it. The view is not trusted: the
 * bytes are looked at again. `shows`: what a picture of the editor shows. Throws an Error whose message is for the
 * user.
 */
export async function keepMedia(
  store: Pick<ConversationStore, "putMedia">,
  { name, bytes, shrunkFrom }: Pick<AddMedia, "name" | "bytes" | "shrunkFrom">,
  shows: Shown | undefined,
): Promise<MediaAttachment> {
  const facts = mediaFacts(bytes);
  if (facts.kind === "video") {
    if (bytes.length > mediaLimits.videoBytes) throw new Error(l10n.t("The video is over 50 MB."));
    const media = await store.putMedia(bytes, { mime: facts.mime });
    return { kind: "video", id: randomUUID(), name: shortName(name), media };
  }
  const isSendable =
    facts.kind === "image" && ["image/png", "image/jpeg", "image/webp"].includes(facts.mime);
  if (!isSendable) throw new Error(l10n.t("This is no picture or video that can be sent."));
  const { mime, width, height } = facts;
  if (bytes.length > mediaLimits.imageBytes || width * height > mediaLimits.imagePixels)
    throw new Error(l10n.t("The picture is too large."));
  const media = await store.putMedia(bytes, { mime, width, height });
  return {
    kind: "image",
    id: randomUUID(),
    name: pastedName.test(name) ? l10n.t("Pasted picture") : shortName(name),
    media,
    ...(shrunkFrom !== null && { shrunkFrom }),
    ...(shows !== undefined && { shows }),
  };
}

function shortName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last.length > 80 ? `${last.slice(0, 79)}…` : last || l10n.t("Picture");
}
