import { randomUUID } from "node:crypto";
import { commands, env, extensions, window, type Uri } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
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

/** What of Git's own extension is used; its API is typed by its own repository only. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: Uri): GitRepository | null;
}
interface GitRepository {
  diff(cached?: boolean): Promise<string>;
  /** What is staged of a file. */
  diffIndexWithHEAD(path: string): Promise<string>;
  /** What is not staged of it: its name promises more. */
  diffWithHEAD(path: string): Promise<string>;
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

async function gitApi(): Promise<GitApi | undefined> {
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  return (await extension?.activate())?.getAPI(1);
}

function titled(path: string, languageId: string, text: string): CodeAttachment {
  return { kind: "code", id: randomUUID(), path, languageId, text };
}
