import {
  TabInputText,
  TabInputTextDiff,
  TabInputWebview,
  ViewColumn,
  window,
  type Tab,
  type TextEditor,
  type Uri,
} from "vscode";

/** Where a file opens: where it can be seen already, else where the user edits, and never over a chat in an editor tab. */
export function columnFor(uri: Uri, lastEditor: TextEditor | undefined): ViewColumn {
  const isOf = ({ document }: TextEditor) => document.uri.toString() === uri.toString();
  const isLast = lastEditor !== undefined && isOf(lastEditor);
  const editor = isLast ? lastEditor : (window.visibleTextEditors.find(isOf) ?? lastEditor);
  const isInChat = window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview;
  return (editor && columnOf(editor)) ?? (isInChat ? ViewColumn.Beside : ViewColumn.Active);
}

/** VS Code names no column for the two editors of a diff: theirs is the one of its tab. */
function columnOf({ document, viewColumn }: TextEditor): ViewColumn | undefined {
  if (viewColumn !== undefined) return viewColumn;
  const key = document.uri.toString();
  return window.tabGroups.all.find(({ activeTab }) =>
    urisOf(activeTab).some((uri) => uri.toString() === key),
  )?.viewColumn;
}

function urisOf(tab: Tab | undefined): readonly Uri[] {
  const input = tab?.input;
  if (input instanceof TabInputText) return [input.uri];
  return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
}
