import type { Attachment, MediaAttachment } from "./attachment.ts";
import { canSee } from "./mediaParts.ts";
import { takesMedia } from "./models.ts";
import type { Model } from "../shared/model.ts";

/** The pictures and videos that a model is known not to take; a model of which nobody knows is given them. */
export function unseenBy(
  model: Model,
  attachments: readonly Attachment[],
): readonly MediaAttachment[] {
  return attachments.filter(
    (attachment): attachment is MediaAttachment =>
      attachment.kind !== "code" &&
      attachment.isDropped !== true &&
      !canSee(attachment, takesMedia(model)),
  );
}
