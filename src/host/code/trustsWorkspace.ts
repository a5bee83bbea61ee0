import { workspace } from "vscode";
import { showInformation } from "../notices.ts";

/** Whether the user trusts the workspace; says what is refused where not. */
export function trustsWorkspace(refusal: string): boolean {
  // oxlint-disable-next-line no-restricted-properties -- the workspace's trust, not a text's
  const { isTrusted } = workspace;
  if (!isTrusted) void showInformation(refusal);
  return isTrusted;
}
