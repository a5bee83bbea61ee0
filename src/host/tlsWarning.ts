import { l10n, workspace } from "vscode";
import { settings } from "./settings.ts";
import { showWarning } from "./notices.ts";

/** Says, where an https server's certificate would not be checked, that anyone on the way could read the key. */
export function warnOfUncheckedTls(): void {
  if (!settings.baseUrl().trim().startsWith("https:") || !isUnchecked()) return;
  void showWarning(
    l10n.t(
      "Certificates are not checked (http.proxyStrictSSL is off, or NODE_TLS_REJECT_UNAUTHORIZED is 0): anyone on the way to the server could read your API key and what you send.",
    ),
  );
}

function isUnchecked(): boolean {
  return (
    workspace.getConfiguration("http").get("proxyStrictSSL") === false ||
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"
  );
}
