import { l10n, window } from "vscode";
import { attachmentName, type CodeAttachment } from "../../core/attachment.ts";
import { findSecrets, isSecretFile, redact } from "../../core/secrets.ts";

/**
 * Asks before secrets are attached: redacted, as they are, or not at all. Files that exist to hold secrets always
 * ask. Returns what may be attached; undefined when the user said no.
 */
export async function withoutSecrets(
  code: readonly CodeAttachment[],
  ownKeys: readonly string[],
): Promise<readonly CodeAttachment[] | undefined> {
  const cleared: CodeAttachment[] = [];
  for (const attachment of code) {
    const secrets = await findSecrets(attachment.text, attachment.path, ownKeys);
    if (secrets.length === 0 && !isSecretFile(attachment.path)) {
      cleared.push(attachment);
      continue;
    }
    const answer = await ask(attachmentName(attachment), [
      ...new Set(secrets.map(({ kind }) => kind)),
    ]);
    if (answer === undefined) return undefined;
    cleared.push(
      answer === "redact" ? { ...attachment, text: redact(attachment.text, secrets) } : attachment,
    );
  }
  return cleared;
}

async function ask(name: string, kinds: readonly string[]): Promise<"redact" | "asIs" | undefined> {
  const redactIt = l10n.t("Redact and Attach");
  const asIs = l10n.t("Attach as It Is");
  const question =
    kinds.length === 0
      ? l10n.t("{0} is a file that usually holds secrets. Attach it?", name)
      : l10n.t("{0} seems to hold secrets. Attach it?", name);
  const found = kinds.map((kind) => `• ${kind}`).join("\n");
  const detail = l10n.t("What you attach is sent to the model's server.");
  const answer = await window.showWarningMessage(
    question,
    { modal: true, detail: found === "" ? detail : `${found}\n\n${detail}` },
    ...(kinds.length === 0 ? [asIs] : [redactIt, asIs]),
  );
  if (answer === redactIt) return "redact";
  return answer === asIs ? "asIs" : undefined;
}

/**
 * Asks before a screenshot is attached on which code with secrets can be seen: its pixels can't be redacted here.
 * Returns the code with its secrets redacted, for the text beside the picture; undefined when the user said no.
 */
export async function mayBeSeen(
  code: CodeAttachment,
  ownKeys: readonly string[],
): Promise<CodeAttachment | undefined> {
  const secrets = await findSecrets(code.text, code.path, ownKeys);
  if (secrets.length === 0 && !isSecretFile(code.path)) return code;
  const attach = l10n.t("Attach");
  const answer = await window.showWarningMessage(
    l10n.t("The screenshot may show secrets of {0}. Attach it?", attachmentName(code)),
    {
      modal: true,
      detail: l10n.t(
        "What you attach is sent to the model's server. You can cover parts of a picture before you send it.",
      ),
    },
    attach,
  );
  return answer === attach ? { ...code, text: redact(code.text, secrets) } : undefined;
}
