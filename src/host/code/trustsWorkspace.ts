import { window, workspace } from "vscode";

/** Whether the user trusts the workspace; says what is refused where not. */
export function trustsWorkspace(refusal: string): boolean {
  // oxlint-disable-next-line no-restricted-properties -- the workspace's trust, not a text's
  const { isTrusted } = workspace;
  if (!isTrusted) void window.showInformationMessage(refusal);
  return isTrusted;
}
