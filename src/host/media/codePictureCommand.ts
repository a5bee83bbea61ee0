import { commands, l10n, Range, type Disposable, type TextEditor } from "vscode";
import type { CodePicture } from "../../shared/codePicture.ts";
import type { ChatViews } from "../chatView/chatViews.ts";
import { clearedMarks, codeMarks } from "../context/codeMarks.ts";
import { withoutSecrets } from "../context/secretsGate.ts";
import { chosenLines, codeWithProblems, wholeLines } from "../context/visibleCode.ts";
import type { Colours } from "../highlight/highlighter.ts";
import type { PictureSources } from "./pictureSources.ts";
import { showInformation, showWarning } from "../notices.ts";

export interface CodePictureParts {
  readonly view: Pick<ChatViews, "controller" | "show">;
  readonly editor: () => TextEditor | undefined;
  readonly sources: PictureSources;
  readonly ownKeys: () => readonly string[];
  readonly colours: (languageId: string, text: string) => Promise<Colours>;
}

/** Has the view draw the selected lines, or the visible ones, as the editor shows them. */
export function registerCodePictureCommand(parts: CodePictureParts): Disposable {
  return commands.registerCommand("eigen.attachCodePicture", () => attachCodePicture(parts));
}

/** About ten pages: more pictures than that no model takes at once. */
const mostLines = 600;

async function attachCodePicture({
  view,
  editor: lastEditor,
  sources,
  ownKeys,
  colours,
}: CodePictureParts): Promise<void> {
  const editor = lastEditor();
  if (editor === undefined) {
    void showInformation(l10n.t("Open a file first: its code becomes the picture."));
    return;
  }
  const { document, options } = editor;
  const chosen = chosenLines(editor);
  const total = chosen.end.line - chosen.start.line + 1;
  const limit = new Range(chosen.start, chosen.start.translate(mostLines));
  const lines = total > mostLines ? wholeLines(document, limit) : chosen;
  if (total > mostLines)
    void showWarning(
      l10n.t("Only the first {0} of {1} selected lines become pictures.", mostLines, total),
    );
  const seen = codeWithProblems(document, lines);
  const marks = codeMarks(editor, lines);
  const [code] = (await withoutSecrets([seen], ownKeys())) ?? [];
  if (code === undefined) return;
  const text = code.text.replaceAll("\r\n", "\n");
  const [{ lines: tokens, styles }, controller] = await Promise.all([
    colours(code.languageId, text),
    view.controller,
  ]);
  const picture: CodePicture = {
    sourceId: sources.keep({ code, isSent: true }),
    path: code.path,
    text,
    firstLine: lines.start.line + 1,
    tabSize: typeof options.tabSize === "number" ? options.tabSize : 4,
    lines: tokens,
    styles,
    marks: clearedMarks(marks, seen, code),
  };
  controller.signal({ type: "drawCode", picture });
  await view.show();
}
