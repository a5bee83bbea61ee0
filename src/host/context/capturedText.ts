import { randomUUID } from "node:crypto";
import { commands, env, window, type Uri } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { gitApi, type GitRepository } from "../gitExtension.ts";
import { documentPath } from "./documentPath.ts";

/** What is selected in the terminal. VS Code tells it to the clipboard only, which gets its own text back. */
export async function terminalSelection(): Promise<CodeAttachment | undefined> {
  const before = await env.clipboard.readText();
  let text = await copiedFromTerminal();
  // Nothing is selected, or just what was copied before. A picture is no text, and stays where nothing is selected.
  if (text === before && before !== "") {
    await env.clipboard.writeText("");
    text = await copiedFromTerminal();
  }
  if (text !== before && before !== "") await env.clipboard.writeText(before);
  if (text.trim() === "") return undefined;
  return titled(`Terminal ${window.activeTerminal?.name ?? ""}`.trim(), "text", text);
}

async function copiedFromTerminal(): Promise<string> {
  await commands.executeCommand("workbench.action.terminal.copySelection");
  return env.clipboard.readText();
}

/** Git's extension numbers the states of a file; this is `UNTRACKED`. */
const untrackedStatus = 7;

/** What changes are asked for: those of files, of whole repositories by their folders, or all where neither is given. */
export interface Asked {
  readonly files: readonly Uri[];
  readonly repositories: readonly Uri[];
}

/** Which of the files that are asked for Git does not know yet: no diff has them. */
export async function untrackedFiles({ files, repositories }: Asked): Promise<readonly Uri[]> {
  const asked = new Set(files.map(String));
  return (await repositoriesOf(repositories))
    .flatMap(({ state }) => [state.workingTreeChanges, state.untrackedChanges].flat())
    .filter(
      ({ uri, status }) =>
        status === untrackedStatus && (asked.size === 0 || asked.has(String(uri))),
    )
    .map(({ uri }) => uri);
}

/** What changed since the last commit. */
export async function changes({ files, repositories }: Asked): Promise<readonly CodeAttachment[]> {
  const git = await gitApi();
  if (git === undefined) return [];
  if (files.length === 0) {
    const all = await Promise.all(
      (await repositoriesOf(repositories)).map(
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

/** All of them where none is named. */
async function repositoriesOf(folders: readonly Uri[]): Promise<readonly GitRepository[]> {
  const git = await gitApi();
  if (git === undefined || folders.length === 0) return git?.repositories ?? [];
  return folders.flatMap((folder) => git.getRepository(folder) ?? []);
}

function titled(path: string, languageId: string, text: string): CodeAttachment {
  return { kind: "code", id: randomUUID(), path, languageId, text };
}
