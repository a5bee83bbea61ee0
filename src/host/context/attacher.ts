import { l10n, type Disposable } from "vscode";
import { attachmentName, type CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { openDocument, openOne, textIn } from "./codeDocument.ts";
import { CodeFollower } from "./codeFollower.ts";
import { changeCode, draftedCode, findCode, type DraftedChats } from "./draftedCode.ts";
import { whyTooLong } from "./files.ts";
import { problemsToSend, withProblems } from "./problems.ts";
import { withoutSecrets } from "./secretsGate.ts";
import { enclosingNames } from "./selection.ts";
import { showInformation, showWarning } from "../notices.ts";

/** Puts code into the draft, once no secret is in it unasked, and keeps it true while the documents change. */
export class Attacher implements Disposable {
  readonly #chats: DraftedChats;
  readonly #ownKeys: () => readonly string[];
  readonly #follower: CodeFollower;

  constructor(chats: DraftedChats, ownKeys: () => readonly string[]) {
    this.#chats = chats;
    this.#ownKeys = ownKeys;
    this.#follower = new CodeFollower(chats, ownKeys);
  }

  /**
   * Adds to the draft at once; the names of what the code is in come when the language server knows them. Resolves with
   * how many pieces were attached: the user can keep one back for a secret in it, or it can be too long.
   */
  async attach(code: readonly CodeAttachment[], to?: Chat): Promise<number> {
    const fitting = code.filter(fits);
    const cleared = (await withoutSecrets(fitting, this.#ownKeys())) ?? [];
    if (cleared.length === 0) return 0;
    tellOfRefused(fitting, cleared);
    const chat = to ?? (await this.#chats.current());
    chat.changeDraft((draft) => ({ ...draft, attachments: [...draft.attachments, ...cleared] }));
    for (const one of cleared) void this.#settle(chat, one);
    return cleared.length;
  }

  /** What a question that is asked at once carries; undefined when the user kept a secret, or it is too long. */
  async prepare(
    code: readonly CodeAttachment[],
    options: { readonly problems: boolean },
  ): Promise<readonly CodeAttachment[] | undefined> {
    if (code.filter(fits).length < code.length) return undefined;
    const asked = options.problems ? code.map(withProblems) : code;
    const cleared = await withoutSecrets(asked, this.#ownKeys(), "send");
    return cleared && Promise.all(cleared.map(withPlace));
  }

  /** Takes the lines as they stand in the document now. */
  async refresh(chat: Chat, id: string): Promise<void> {
    const code = findCode(chat, id);
    if (code === undefined) return;
    const document = await openDocument(code);
    if (document === undefined) {
      void showWarning(l10n.t("{0} is not there any more.", code.path));
      return;
    }
    if (this.#follower.isGone(code, document)) {
      void showWarning(l10n.t("These lines of {0} are not there any more.", code.path));
      return;
    }
    const lines = { ...code, text: textIn(document, code) };
    const taken = code.problems === undefined ? lines : withProblems(lines);
    if (!fits(taken)) return;
    const [cleared] = (await withoutSecrets([taken], this.#ownKeys())) ?? [];
    if (cleared === undefined) return;
    const { text, problems } = cleared;
    changeCode(chat, id, ({ outdated, isPart, ...current }) => ({
      ...current,
      text,
      ...(problems && { problems }),
    }));
    await this.#check(chat, id);
  }

  /** Sends what the editor reports in the code along with it, or does not any more. */
  async sendProblems(chat: Chat, id: string, isSent: boolean): Promise<void> {
    const code = findCode(chat, id);
    if (code === undefined) return;
    const problems = isSent ? await problemsToSend(code, this.#ownKeys()) : undefined;
    changeCode(chat, id, ({ problems: _, ...current }) => ({
      ...current,
      ...(problems && { problems }),
    }));
  }

  /** Marks what changed while nobody followed it: while the window was closed, or outside of VS Code. */
  async recheck(chat: Chat): Promise<void> {
    for (const { id } of draftedCode(chat)) await this.#check(chat, id);
  }

  dispose(): void {
    this.#follower.dispose();
  }

  /** The document may have changed while the user was asked about its code. */
  async #settle(chat: Chat, { id }: CodeAttachment): Promise<void> {
    await this.#check(chat, id);
    const code = findCode(chat, id);
    const { symbols } = code === undefined ? {} : await withPlace(code);
    if (symbols !== undefined) changeCode(chat, id, (current) => ({ ...current, symbols }));
  }

  async #check(chat: Chat, id: string): Promise<void> {
    const code = findCode(chat, id);
    if (code !== undefined) await this.#follower.check(chat, code);
  }
}

/** Whether code is short enough; the user is told where it is not. */
function fits(code: CodeAttachment): boolean {
  const reason = whyTooLong(code);
  if (reason !== undefined) void showWarning(reason);
  return reason === undefined;
}

function tellOfRefused(asked: readonly CodeAttachment[], cleared: readonly CodeAttachment[]): void {
  const refused = asked.filter(({ id }) => !cleared.some((one) => one.id === id));
  if (refused.length === 0) return;
  const names = refused.map(attachmentName).join(", ");
  void showInformation(l10n.t("Not attached: {0}", names));
}

async function withPlace(code: CodeAttachment): Promise<CodeAttachment> {
  const document = openOne(code);
  if (document === undefined || code.lines === undefined) return code;
  const symbols = await enclosingNames(document, code.lines);
  return symbols.length === 0 ? code : { ...code, symbols };
}
