import { createHash } from "node:crypto";
import { env, l10n } from "vscode";
import { attachmentName, type Attachment } from "../../core/attachment.ts";
import { codeText } from "../../core/codeText.ts";
import type { Answer } from "../../core/conversation.ts";
import type { Digest, Receipt, ReceiptPart } from "../../core/receipt.ts";
import type { ReceiptPartView, ReceiptView } from "../../shared/receipt.ts";
import { projectLeftOut } from "../chatView/contextView.ts";

/**
 * The receipt as the view shows it.
 *
 * @param attachments what the message that asked carried
 */
export function projectReceipt(
  attachments: readonly Attachment[],
  { leftOut }: Answer,
  receipt: Receipt,
  answers: ReceiptView["answers"],
): ReceiptView {
  return {
    facts: [
      { label: l10n.t("Sent"), value: new Date(receipt.at).toLocaleString(env.language) },
      { label: l10n.t("To"), value: receipt.address },
      { label: "model", value: receipt.model },
      ...Object.entries(receipt.fields).map(([label, value]) => {
        return { label, value: typeof value === "string" ? value : JSON.stringify(value) };
      }),
    ],
    parts: [
      ...receipt.parts.flatMap((part) => {
        if (part.kind === "text")
          return [row(partName(part), part), ...codeRows(attachments, part)];
        return [row(mediaName(attachments, part), part, { isPicture: part.kind === "image" })];
      }),
      row(l10n.t("The whole request"), receipt.body),
    ],
    answers,
    leftOut: projectLeftOut(leftOut),
  };
}

/** By its bytes, since not every attachment is sent. */
function mediaName(attachments: readonly Attachment[], part: ReceiptPart): string {
  const attachment = attachments.find(
    (one) =>
      one.kind !== "code" &&
      [one, ...(one.kind === "video" ? (one.frames ?? []) : [])].some(
        ({ media }) => media.sha256 === part.sha256,
      ),
  );
  return attachment === undefined ? partName(part) : attachmentName(attachment);
}

/** The code that the message's text holds. */
function codeRows(attachments: readonly Attachment[], text: Digest): readonly ReceiptPartView[] {
  const rows = attachments.flatMap((attachment) =>
    attachment.kind === "code" ? [codeRow(attachmentName(attachment), codeText(attachment))] : [],
  );
  // The text of a request to go on has none of it.
  const bytes = rows.reduce((sum, { digest }) => sum + digest.bytes, 0);
  if (bytes > text.bytes) return [];
  return rows.map(({ name, digest }) => row(name, digest, { isInside: true }));
}

function codeRow(name: string, text: string) {
  const bytes = Buffer.from(text.toWellFormed());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, digest: { bytes: bytes.length, sha256 } };
}

function row(
  name: string,
  { bytes, sha256 }: Digest,
  { isPicture = false, isInside = false } = {},
): ReceiptPartView {
  const size = l10n.t("{0} bytes", bytes.toLocaleString(env.language));
  return { name, size, sha256, isPicture, isInside };
}

function partName(part: ReceiptPart): string {
  switch (part.kind) {
    case "system":
      return l10n.t("System prompt");
    case "history":
      return part.messages === 1
        ? l10n.t("1 earlier message")
        : l10n.t("{0} earlier messages", part.messages);
    case "text":
      return l10n.t("Text");
    case "image":
      return l10n.t("Picture ({0})", part.mime);
    case "video":
      return l10n.t("Video ({0})", part.mime);
  }
}
