import { extensions, l10n, type Uri } from "vscode";
import { showInformation } from "./notices.ts";

/** What of Git's own extension is used; its API is typed by its own repository only. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: Uri): GitRepository | null;
}
export interface GitRepository {
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty unless the setting `git.untrackedChanges` keeps them apart. */
    readonly untrackedChanges: readonly GitChange[];
  };
  diff(cached?: boolean): Promise<string>;
  /** What is staged of a file. */
  diffIndexWithHEAD(path: string): Promise<string>;
  /** What is not staged of it: its name promises more. */
  diffWithHEAD(path: string): Promise<string>;
}

interface GitChange {
  readonly uri: Uri;
  readonly status: number;
}

/** Undefined where Git is switched off, or runs in another extension host. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  try {
    return (await extension?.activate())?.getAPI(1);
  } catch {
    return undefined;
  }
}

/** Says so where Git can't be asked: that is not the same as no changes. */
export async function hasGit(): Promise<boolean> {
  const isThere = (await gitApi()) !== undefined;
  if (!isThere)
    void showInformation(
      l10n.t(
        "Git is not available to Eigen in this window: it is switched off, or runs on another machine than Eigen does.",
      ),
    );
  return isThere;
}
