import { TabInputWebview, ViewColumn, window, type TextEditor, type Uri } from "vscode";

/** Where a file opens: where it can be seen already, else where the user edits, and never over a chat in an editor tab. */
export function columnFor(uri: Uri, lastEditor: TextEditor | undefined): ViewColumn {
  const key = uri.toString();
  const seen = window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
  const isInChat = window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview;
  return (seen ?? lastEditor)?.viewColumn ?? (isInChat ? ViewColumn.Beside : ViewColumn.Active);
}
