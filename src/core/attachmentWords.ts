import type { Attachment } from "./attachment.ts";
import { codeText, shownText } from "./codeText.ts";
import { description, type Turn } from "./turns.ts";

/** A turn as it goes out: of some attachments that go as words, not even the code that they show. */
export interface SentTurn extends Turn {
  readonly named?: ReadonlySet<Attachment>;
}

/** How much of an attachment a request has: all of it, its name and the code that it shows, or its name alone. */
export type Extent = "whole" | "shown code" | "name";

/**
 * Whoever leaves a picture out wants nothing of it to go but its name. One that is not sent for another reason leaves
 * the code that it shows: that is small beside it, and for a model that can't see the only way to read it.
 */
export function extentOf(
  attachment: Attachment,
  { described, named }: Pick<SentTurn, "described" | "named">,
): Extent {
  if (!described.has(attachment)) return "whole";
  const isNameOnly =
    attachment.kind === "code" || attachment.isDropped === true || named?.has(attachment) === true;
  return isNameOnly ? "name" : "shown code";
}

/** The texts that go out for an attachment, beside the picture or video where that goes itself. */
export function wordsOf(attachment: Attachment, extent: Extent): readonly string[] {
  const name = extent === "whole" ? [] : [description(attachment)];
  if (extent === "name") return name;
  if (attachment.kind === "code") return [...name, codeText(attachment)];
  const { shows } = attachment;
  return shows?.isSent === true ? [...name, shownText(attachment.name, shows.code)] : name;
}
