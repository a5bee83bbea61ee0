import * as vscode from "vscode";
import type { Address } from "../api/address.ts";
import { checkKey } from "../api/checkKey.ts";
import { readKey } from "../api/keyForm.ts";
import type { Failure } from "../shared/failure.ts";
import type { ApiKeys } from "./apiKeys.ts";
import type { Failed, ShowFailure } from "./copyReport.ts";
import { currentServer } from "./currentServer.ts";
import { withProgress } from "./progress.ts";
import { settings } from "./settings.ts";
import { warnOfUncheckedTls } from "./tlsWarning.ts";
import { askInDialog, showError, showInformation, showWarning } from "./notices.ts";

const { l10n, window } = vscode;

/** `eigen.setApiKey`: masked input, the key's form, then the key itself against the server; then it is stored. */
export async function setApiKey(keys: ApiKeys, showFailure: ShowFailure): Promise<void> {
  const server = currentServer();
  if ("fault" in server) return void showError(server.fault);
  const key = await askForKey(server.origin);
  if (key === undefined) return;
  warnOfUncheckedTls();
  const check = await checkAtServer(server, key);
  if (check.type === "stopped") return;
  if (check.type === "refused") {
    const again = l10n.t("Try Again");
    const choice = await showFailure(failed(check.failure), {
      words: (reason) => l10n.t("The API key was not stored. {0}", reason),
      buttons: [again],
    });
    return choice === again ? setApiKey(keys, showFailure) : undefined;
  }
  await keys.set(server.origin, key);
  if (check.type === "accepted") {
    void showInformation(l10n.t("The API key works and is stored."));
  } else {
    void showFailure(failed(check.failure), {
      words: (reason) => l10n.t("The API key is stored, but could not be checked. {0}", reason),
      isWarning: true,
    });
  }
}

/** `eigen.checkApiKey`: says whether the server accepts the stored key; without one the user is asked for it. */
export async function checkApiKey(keys: ApiKeys, showFailure: ShowFailure): Promise<void> {
  const server = currentServer();
  if ("fault" in server) return void showError(server.fault);
  const key = await keys.get(server.origin);
  if (key === undefined) return setApiKey(keys, showFailure);
  const check = await checkAtServer(server, key);
  if (check.type === "stopped") return;
  if (check.type === "accepted") return void showInformation(l10n.t("The API key works."));
  const another = l10n.t("Set API Key");
  const choice = await showFailure(failed(check.failure), {
    words: (reason) =>
      check.type === "refused"
        ? l10n.t("The API key does not work. {0}", reason)
        : l10n.t("The API key could not be checked. {0}", reason),
    buttons: [another],
  });
  if (choice === another) await setApiKey(keys, showFailure);
}

function failed(failure: Failure): Failed {
  return { model: settings.model(), failure };
}

/** At the address that the user was told of: the setting may have changed since. */
function checkAtServer(
  { chat }: Address,
  apiKey: string,
): Thenable<Awaited<ReturnType<typeof checkKey>>> {
  return withProgress(l10n.t("Checking the API key…"), ({ signal }) =>
    checkKey({ baseUrl: chat, apiKey, model: settings.model(), signal }),
  );
}

/** `eigen.clearApiKey`: after a question with the button Remove. */
export async function clearApiKey(keys: ApiKeys): Promise<void> {
  const server = currentServer();
  if ("fault" in server) return void showError(server.fault);
  const { origin } = server;
  if ((await keys.get(origin)) === undefined) {
    return void showInformation(l10n.t("There is no API key for {0}.", origin));
  }
  const remove = l10n.t("Remove");
  const choice = await askInDialog(
    l10n.t("Remove the API key for {0}?", origin),
    l10n.t("You will need to enter it again to chat."),
    remove,
  );
  if (choice === remove) await keys.remove(origin);
}

/** Says that this machine has no keyring to keep the key in, once it has lost one. */
export async function tellIfForgotten(keys: ApiKeys, showFailure: ShowFailure): Promise<void> {
  const server = currentServer();
  if ("fault" in server || !(await keys.wasForgotten(server.origin))) return;
  const set = l10n.t("Set API Key");
  const choice = await showWarning(
    l10n.t(
      "This machine has no keyring, so it forgot your API key when VS Code closed. Install one (on Linux gnome-keyring or KWallet) to be asked only once.",
    ),
    set,
  );
  if (choice === set) await setApiKey(keys, showFailure);
}

async function askForKey(origin: string): Promise<string | undefined> {
  const entered = await window.showInputBox({
    title: l10n.t("Eigen AI Chat: Set API Key"),
    prompt: l10n.t(
      "The key for {0}. It is kept in the system's keychain and sent nowhere else.",
      origin,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const form = readKey(value);
      return "problem" in form && form.problem === "not-printable-ascii"
        ? l10n.t("An API key has only letters, digits and signs, without spaces or line breaks.")
        : undefined;
    },
  });
  const form = readKey(entered ?? "");
  return "key" in form ? form.key : undefined;
}
