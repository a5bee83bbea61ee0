import type { Attachment, MediaRef } from "./attachment.ts";
import { wordsOf, type Extent } from "./attachmentWords.ts";

/**
 * How many tokens a text is about. Tokenisers differ by model; this errs on the high side: code and
 * English take 3 to 4 characters a token, other scripts about one.
 */
export function textTokens(text: string): number {
  let plain = 0;
  let other = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 0x80) plain++;
    else other++;
  }
  return Math.ceil(plain / 3.5 + other);
}

/** Pictures: one token for 32×32 pixels (Qwen3-VL: 16-pixel patches, merged 2×2). Videos: by their bytes. */
function mediaTokens(media: MediaRef): number {
  if (media.width === undefined || media.height === undefined) return Math.ceil(media.size / 1000);
  return Math.ceil(media.width / 32) * Math.ceil(media.height / 32);
}

/** What is attached never changes, and is counted at each key that is pressed. */
const counted: Readonly<Record<Extent, WeakMap<Attachment, number>>> = {
  whole: new WeakMap(),
  "shown code": new WeakMap(),
  name: new WeakMap(),
};

export function attachmentTokens(attachment: Attachment, extent: Extent = "whole"): number {
  const known = counted[extent].get(attachment);
  if (known !== undefined) return known;
  const tokens = countTokens(attachment, extent);
  counted[extent].set(attachment, tokens);
  return tokens;
}

function countTokens(attachment: Attachment, extent: Extent): number {
  const words = wordsOf(attachment, extent).reduce((sum, text) => sum + textTokens(text), 0);
  if (attachment.kind === "code" || extent !== "whole") return words;
  const { media, frames } = attachment;
  // Servers take frames from a video themselves; nobody says how many.
  const all = frames === undefined ? [media] : frames.map((frame) => frame.media);
  return all.reduce((sum, one) => sum + mediaTokens(one), words);
}
