import type { Attachment, MediaRef } from "./attachment.ts";
import { codeText } from "./codeText.ts";

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

export function attachmentTokens(attachment: Attachment): number {
  return attachment.kind === "code"
    ? textTokens(codeText(attachment))
    : mediaTokens(attachment.media);
}
