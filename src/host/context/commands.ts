import { posix } from "node:path";
import { setTimeout } from "node:timers/promises";
import { commands, Disposable, l10n, Range, Uri, window, workspace, type TextEditor } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { readyPrompts, type ReadyPrompt } from "../../core/readyPrompts.ts";
import type { ChatViews } from "../chatView/chatViews.ts";
import { hasGit } from "../gitExtension.ts";
import { prepareFile } from "../media/mediaCommands.ts";
import type { Attacher } from "./attacher.ts";
import { changes, terminalSelection, untrackedFiles } from "./capturedText.ts";
import { documentPath } from "./documentPath.ts";
import { readFile } from "./files.ts";
import { openEditors } from "./openEditors.ts";
import { pickAttachment } from "./pick.ts";
import { allProblems } from "./problems.ts";
import { codeAround, selectedCode } from "./selection.ts";
import { showInformation, showWarning } from "../notices.ts";

/** More are no reading for a model, and may be a folder that was not meant to be there. */
const mostUntracked = 20;

export interface ContextCommands {
  readonly attacher: Attacher;
  readonly view: Pick<ChatViews, "reveal" | "show">;
  readonly editor: () => TextEditor | undefined;
}

/**
 * The commands that put code, files, problems, changes and terminal text into a question. They resolve with whether all
 * that was asked for was attached.
 */
export function registerContextCommands({ attacher, view, editor }: ContextCommands): Disposable {
  const showChat = (focus: boolean) => (focus ? view.reveal() : view.show());

  async function attach(code: readonly CodeAttachment[], focus: boolean): Promise<boolean> {
    const count = await attacher.attach(code);
    if (count === 0) return false;
    // The view hears of it before VS Code begins to move the focus, which takes the window longer.
    await setTimeout(2);
    await showChat(focus);
    return count === code.length;
  }

  async function attachSelection(focus: boolean): Promise<boolean> {
    const code = await codeOf(editor());
    return code !== undefined && attach(code, focus);
  }

  async function askNow(prompt: ReadyPrompt, place: unknown): Promise<void> {
    const code = await codeOf(isPlace(place) ? place : editor());
    if (code === undefined) return;
    const shown = showChat(false);
    const prepared = await attacher.prepare(code, { problems: prompt === "fix" || isPlace(place) });
    const controller = await shown;
    if (prepared !== undefined) controller.questions.ask(readyPrompts[prompt], prepared);
  }

  async function attachFile(uri: Uri): Promise<boolean> {
    const file = await readFile(uri);
    if (file.type === "code") return attach([file.code], true);
    if (file.type === "media") {
      await prepareFile(view, uri);
      // Not before the view has made it fit.
      return false;
    }
    void showWarning(file.reason);
    return false;
  }

  async function attachFiles(uris: readonly Uri[]): Promise<boolean> {
    let isWhole = true;
    for (const uri of uris) isWhole = (await attachFile(uri)) && isWhole;
    return isWhole;
  }

  return Disposable.from(
    command("attach", pickAttachment),
    command("askAboutSelection", () => attachSelection(true)),
    command("attachSelection", () => attachSelection(false)),
    command("explainSelection", (place) => askNow("explain", place)),
    command("fixSelection", (place) => askNow("fix", place)),
    command("testSelection", (place) => askNow("tests", place)),
    command("documentSelection", (place) => askNow("document", place)),
    command("attachFile", async (uri, uris) => attachFiles(await filesOf(uri, uris))),
    command("attachOpenEditors", async () => attachFiles(await pickOpenEditors())),
    command("attachProblems", async () => {
      const problems = allProblems(editor()?.document);
      if (problems !== undefined) return attach([problems], true);
      void showInformation(l10n.t("There are no problems to attach."));
      return false;
    }),
    command("attachTerminalSelection", async () => {
      const text = await terminalSelection();
      if (text !== undefined) return attach([text], true);
      void showInformation(l10n.t("Select something in the terminal first."));
      return false;
    }),
    command("attachChanges", async (...resources) => {
      if (!(await hasGit())) return false;
      const asked = {
        files: resources.flatMap((one) => urisOf(one, "resourceUri")),
        repositories: resources.flatMap((one) => urisOf(one, "rootUri")),
      };
      const [diffs, untracked] = await Promise.all([changes(asked), untrackedFiles(asked)]);
      const hasDiffs = diffs.length === 0 || (await attach(diffs, true));
      const hasNew = await attachFiles(untracked.slice(0, mostUntracked));
      if (untracked.length > mostUntracked)
        void showWarning(
          l10n.t("Only {0} of {1} new files were attached.", mostUntracked, untracked.length),
        );
      if (diffs.length + untracked.length === 0)
        void showInformation(l10n.t("There are no changes to attach."));
      return hasDiffs && hasNew && diffs.length + untracked.length > 0;
    }),
  );
}

function command(name: string, run: (...args: readonly unknown[]) => unknown): Disposable {
  return commands.registerCommand(`eigen.${name}`, run);
}

/** Where a code action stands. */
export interface Place {
  readonly uri: Uri;
  readonly range: Range;
}

function isPlace(value: unknown): value is Place {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    value.uri instanceof Uri &&
    "range" in value &&
    value.range instanceof Range
  );
}

async function codeOf(
  place: Place | TextEditor | undefined,
): Promise<readonly CodeAttachment[] | undefined> {
  if (isPlace(place)) {
    const document = await workspace.openTextDocument(place.uri);
    return [await codeAround(document, place.range)];
  }
  if (place !== undefined) return selectedCode(place);
  void showInformation(l10n.t("Open a file and select some code first."));
  return undefined;
}

/** The explorer passes the file under the pointer and all selected files; the palette passes nothing. */
async function filesOf(uri: unknown, uris: unknown): Promise<readonly Uri[]> {
  const selected = Array.isArray(uris) ? uris.filter((one) => one instanceof Uri) : [];
  if (selected.length > 0) return selected;
  if (uri instanceof Uri) return [uri];
  const picked = await window.showOpenDialog({
    canSelectMany: true,
    openLabel: l10n.t("Attach"),
    title: l10n.t("Attach Files"),
  });
  return picked ?? [];
}

async function pickOpenEditors(): Promise<readonly Uri[]> {
  const items = openEditors().map((uri) => ({ label: documentPath({ uri }), uri }));
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: l10n.t("Open editors to attach"),
  });
  return (picked ?? []).map(({ uri }) => uri);
}

/** Source control passes itself (with its `rootUri`), or its resource states, one by one or in a list. */
function urisOf(given: unknown, name: "resourceUri" | "rootUri"): readonly Uri[] {
  if (Array.isArray(given)) return given.flatMap((one) => urisOf(one, name));
  if (typeof given !== "object" || given === null) return [];
  const uri: unknown = Reflect.get(given, name);
  return uri instanceof Uri ? [uri] : [];
}

/**
 * What was dropped on the view. The view is not trusted: it can name files of the workspace only. Resolves with whether
 * all of it was attached.
 */
export async function attachDropped(uris: readonly string[]): Promise<boolean> {
  const dropped = uris
    .flatMap((uri) => parsed(uri) ?? [])
    .map(fromHere)
    .filter((uri) => workspace.getWorkspaceFolder(uri) !== undefined);
  if (dropped.length < uris.length)
    void showWarning(whyLeftOut(uris.length - dropped.length, uris.length));
  if (dropped.length === 0) return false;
  const attached = await commands.executeCommand("eigen.attachFile", dropped[0], dropped);
  return attached === true && dropped.length === uris.length;
}

function whyLeftOut(count: number, all: number): string {
  if (count === all) return l10n.t("Only files of the open folders can be dropped here.");
  return l10n.t(
    "Only files of the open folders can be dropped here: {0} of {1} were left out.",
    count,
    all,
  );
}

/** A window names the files of a remote machine as remote; for the extension host there they are its own. */
function fromHere(uri: Uri): Uri {
  return uri.scheme === "vscode-remote" && workspace.getWorkspaceFolder(uri) === undefined
    ? Uri.file(uri.path)
    : uri;
}

/** Its folder is told by the start of its path: no `..` may lead out of that again. */
function parsed(text: string): Uri | undefined {
  try {
    const uri = Uri.parse(text, true);
    // On Windows they part folders too.
    if (process.platform === "win32" && uri.path.includes("\\")) return undefined;
    return uri.with({ path: posix.normalize(uri.path) });
  } catch {
    return undefined;
  }
}
