import * as vscode from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { commitMessagePrompt, tidyCommitMessage } from "../../core/commitMessage.ts";
import { gatherText } from "../../core/gatherText.ts";
import { requestTo } from "../../core/parameters.ts";
import { withoutSecrets } from "../context/secretsGate.ts";
import { withoutKey } from "../copyReport.ts";
import { hasGit } from "../gitExtension.ts";
import { withProgress } from "../progress.ts";
import type { AskingPorts } from "../requestDefaults.ts";
import { newFiles } from "./newFiles.ts";
import { findRepository, type Repository } from "./repository.ts";
import { showInformation, showWarning } from "../notices.ts";

const { l10n } = vscode;

/** Tokens of a diff that are sent; half of the model's context where that is known to be less. */
const maxDiffTokens = 24_000;

/**
 * Writes a commit message for the staged changes (for all and the new files, where none are staged) into the box of
 * the Source Control view, as it comes. What was in the box comes back when it fails or is cancelled.
 */
export async function writeCommitMessage(
  ports: AskingPorts,
  /** What a click in the Source Control view hands over. */
  sourceControl: unknown,
): Promise<void> {
  if (!(await hasGit())) return;
  const repository = await findRepository(rootOf(sourceControl));
  if (repository === undefined) {
    void showInformation(
      l10n.t("Start this from the title of a Git repository in the Source Control view."),
    );
    return;
  }
  const root = repository.rootUri.toString();
  if (underWay.has(root)) return;
  underWay.add(root);
  try {
    await write(repository, ports);
  } finally {
    underWay.delete(root);
  }
}

/** The roots of the repositories that a message is being written for: one at a time of each. */
const underWay = new Set<string>();

async function write(
  repository: Repository,
  { complete, defaults, ownKeys, hasKey, showFailure }: AskingPorts,
): Promise<void> {
  const diff =
    (await repository.diff(true)) ||
    `${await repository.diff(false)}${await newFiles(repository.rootUri)}`;
  if (diff.trim() === "") {
    void showInformation(l10n.t("There are no changes to describe."));
    return;
  }
  const { model, parameters } = defaults();
  if (!(await hasKey())) return void showFailure(withoutKey(model.id));
  const [changes] = (await withoutSecrets([asAttachment(diff)], ownKeys(), "send")) ?? [];
  if (changes === undefined) return;
  const { inputBox } = repository;
  const draft = inputBox.value;
  const recentSubjects = await subjects(repository);
  const budget = Math.min(maxDiffTokens, (model.contextLength ?? Infinity) / 2);
  const messages = commitMessagePrompt({ diff: changes.text, recentSubjects, draft }, budget);
  await withProgress(l10n.t("Eigen is writing a commit message"), async (abort) => {
    const asked = requestTo(model, parameters);
    const { text, end } = await gatherText(
      complete,
      { ...asked, messages },
      {
        signal: abort.signal,
        onText: (textSoFar) => {
          inputBox.value = tidyCommitMessage(textSoFar);
        },
      },
    );
    const message = tidyCommitMessage(text);
    inputBox.value = end.type === "complete" && message !== "" ? message : draft;
    if (end.type === "failed") void showFailure({ ...asked, facts: end, failure: end.failure });
    if (end.type === "cut-off" || (end.type === "complete" && message === ""))
      void showWarning(l10n.t("The model did not finish the message."));
  });
}

function rootOf(sourceControl: unknown): vscode.Uri | undefined {
  if (typeof sourceControl !== "object" || sourceControl === null) return undefined;
  const root: unknown = Reflect.get(sourceControl, "rootUri");
  return root instanceof vscode.Uri ? root : undefined;
}

function asAttachment(diff: string): CodeAttachment {
  return { kind: "code", id: "", path: l10n.t("The diff"), languageId: "diff", text: diff };
}

/** A repository without commits has no log. */
async function subjects(repository: Repository): Promise<readonly string[]> {
  try {
    const commits = await repository.log({ maxEntries: 8 });
    return commits.map(({ message }) => message.split("\n", 1)[0] ?? "");
  } catch {
    return [];
  }
}
