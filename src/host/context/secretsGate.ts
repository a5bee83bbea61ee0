import { l10n } from "vscode";
import { attachmentName, type CodeAttachment } from "../../core/attachment.ts";
import { checkCode } from "../../core/codeSecrets.ts";
import { redact, secretsBetween, secretsIn } from "../../core/secrets.ts";
import { askInDialog } from "../notices.ts";
import { unlinked } from "./codeUri.ts";

/** Where the code goes once it is cleared: into a draft, which is looked at before it is sent, or out at once. */
type Way = "attach" | "send";

/**
 * Asks before secrets are attached or sent: redacted, as they are, or not at all. Files that exist to hold secrets
 * always ask. Returns what may go: of what is attached without what the user said no to; of what is sent all of it or
 * undefined.
 */
export async function withoutSecrets(
  code: readonly CodeAttachment[],
  ownKeys: readonly string[],
  way: Way = "attach",
): Promise<readonly CodeAttachment[] | undefined> {
  const cleared: CodeAttachment[] = [];
  for (const attachment of await Promise.all(code.map(unlinked))) {
    const { kinds, holdsSecretFile, redactedCode } = await checkCode(attachment, ownKeys);
    if (kinds.length === 0 && !holdsSecretFile) {
      cleared.push(attachment);
      continue;
    }
    const answer = await ask(attachmentName(attachment), kinds, way, kinds.length > 0);
    if (answer === undefined && way === "send") return undefined;
    if (answer !== undefined) cleared.push(answer === "redact" ? redactedCode : attachment);
  }
  return cleared;
}

/** Lines to be replaced, and the file's lines around them, which are there to be read. */
interface Surrounded {
  readonly code: CodeAttachment;
  readonly before: string;
  readonly after: string;
}

/**
 * Asks before lines with secrets are sent to be replaced: as they are, or not at all, since redacted ones would come
 * back redacted. Secrets around them are redacted unasked. Undefined when the user said no.
 */
export async function withoutSecretsAround(
  { code, before, after }: Surrounded,
  ownKeys: readonly string[],
): Promise<Surrounded | undefined> {
  // One text: a key may begin in one of the three and end in another.
  const text = `${before}${code.text}\n${after}`;
  const { secrets, holdsSecretFile } = await secretsIn(
    { ...(await unlinked(code)), text },
    ownKeys,
  );
  const end = before.length + code.text.length;
  const own = secretsBetween(secrets, before.length, end);
  if (own.length > 0 || holdsSecretFile) {
    const kinds = own.map(({ kind }) => kind);
    const answer = await ask(attachmentName(code), kinds, "send", false);
    if (answer === undefined) return undefined;
  }
  return {
    code,
    before: redact(before, secretsBetween(secrets, 0, before.length)),
    after: redact(after, secretsBetween(secrets, end + 1, text.length)),
  };
}

async function ask(
  name: string,
  found: readonly string[],
  way: Way,
  canRedact: boolean,
): Promise<"redact" | "asIs" | undefined> {
  const words = way === "attach" ? attachWords() : sendWords();
  const kinds = [...new Set(found)].map((kind) => `• ${kind}`).join("\n");
  const answer = await askInDialog(
    kinds === "" ? words.ofSecretFile(name) : words.ofSecrets(name),
    kinds === "" ? words.detail : `${kinds}\n\n${words.detail}`,
    ...(canRedact ? [words.redact, words.asIs] : [words.asIs]),
  );
  if (answer === words.redact) return "redact";
  return answer === words.asIs ? "asIs" : undefined;
}

function attachWords() {
  return {
    ofSecrets: (name: string) => l10n.t("{0} seems to hold secrets. Attach it?", name),
    ofSecretFile: (name: string) =>
      l10n.t("{0} is a file that usually holds secrets. Attach it?", name),
    detail: l10n.t("What you attach is sent to the model's server."),
    redact: l10n.t("Redact and Attach"),
    asIs: l10n.t("Attach as It Is"),
  };
}

function sendWords() {
  return {
    ofSecrets: (name: string) => l10n.t("{0} seems to hold secrets. Send it?", name),
    ofSecretFile: (name: string) =>
      l10n.t("{0} is of a file that usually holds secrets. Send it?", name),
    detail: l10n.t("It is sent to the model's server."),
    redact: l10n.t("Redact and Send"),
    asIs: l10n.t("Send as It Is"),
  };
}

/**
 * Asks before a screenshot is attached on which code with secrets can be seen: its pixels can't be redacted here.
 * Returns the code with its secrets redacted, for the text beside the picture; undefined when the user said no.
 */
export async function mayBeSeen(
  code: CodeAttachment,
  ownKeys: readonly string[],
): Promise<CodeAttachment | undefined> {
  const { kinds, holdsSecretFile, redactedCode } = await checkCode(await unlinked(code), ownKeys);
  if (kinds.length === 0 && !holdsSecretFile) return code;
  const attach = l10n.t("Attach");
  const answer = await askInDialog(
    l10n.t("The screenshot may show secrets of {0}. Attach it?", attachmentName(code)),
    l10n.t(
      "What you attach is sent to the model's server. You can cover parts of a picture before you send it.",
    ),
    attach,
  );
  return answer === attach ? redactedCode : undefined;
}
