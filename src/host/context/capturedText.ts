import { randomUUID } from "node:crypto";
import { commands, env, window, type Uri } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { gitApi } from "../gitExtension.ts";
import { documentPath } from "./documentPath.ts";

/** What is selected in the terminal. VS Code tells it to the clipboard only, which gets its own text back. */
export async function terminalSelection(): Promise<CodeAttachment | undefined> {
  const before = await env.clipboard.readText();
  await env.clipboard.writeText("");
  await commands.executeCommand("workbench.action.terminal.copySelection");
  const text = await env.clipboard.readText();
  await env.clipboard.writeText(before);
  if (text.trim() === "") return undefined;
  return titled(`Terminal ${window.activeTerminal?.name ?? ""}`.trim(), "text", text);
}

/** Git's extension numbers the states of a file; this is `UNTRACKED`. */
const untrackedStatus = 7;

/** Which of these files Git does not know yet, or all such files where none is given: no diff has them. */
export async function untrackedFiles(files: readonly Uri[]): Promise<readonly Uri[]> {
  const asked = new Set(files.map(String));
  const repositories = (await gitApi())?.repositories ?? [];
  return repositories
    .flatMap(({ state }) => [state.workingTreeChanges, state.untrackedChanges].flat())
    .filter(
      ({ uri, status }) =>
        status === untrackedStatus && (asked.size === 0 || asked.has(String(uri))),
    )
    .map(({ uri }) => uri);
}

/** What changed in these files since the last commit, or everywhere where none is given. */
export async function changes(files: readonly Uri[]): Promise<readonly CodeAttachment[]> {
  const git = await gitApi();
  if (git === undefined) return [];
  if (files.length === 0) {
    const all = await Promise.all(
      git.repositories.map(
        async (repository) => `${await repository.diff(true)}${await repository.diff()}`,
      ),
    );
    return all.filter((diff) => diff.trim() !== "").map((diff) => titled("Changes", "diff", diff));
  }
  const diffs = files.map(async (uri) => {
    const repository = git.getRepository(uri);
    const staged = (await repository?.diffIndexWithHEAD(uri.fsPath)) ?? "";
    const others = (await repository?.diffWithHEAD(uri.fsPath)) ?? "";
    return titled(`${documentPath({ uri })} (changes)`, "diff", `${staged}${others}`);
  });
  return (await Promise.all(diffs)).filter(({ text }) => text.trim() !== "");
}

function titled(path: string, languageId: string, text: string): CodeAttachment {
  return { kind: "code", id: randomUUID(), path, languageId, text };
}
