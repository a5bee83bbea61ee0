import { l10n } from "vscode";
import { addressProblems, type AddressProblem } from "../api/address.ts";
import type { CutOffReason } from "../core/completion.ts";
import { addressFault } from "./currentServer.ts";
import type { Failure, FailureKind } from "../shared/failure.ts";
import { isParameterName } from "../shared/parameterRules.ts";
import type { ActionId, AlertAction, AlertView } from "../shared/view.ts";

/** The one place that words failures: what happened, what to do next, and the buttons that do it. */
export function failureAlert(failure: Failure): AlertView {
  return {
    text: [sentence(failure), wait(failure), quote(failure), reference(failure)]
      .filter(Boolean)
      .join(" "),
    actions: actionsAfter(failure).map(alertAction),
  };
}

/** A chat has parameters of its own: the settings are those of new chats only. */
function actionsAfter({ kind, param = "" }: Failure): readonly ActionId[] {
  const isOfChat = kind === "invalid-request" && isParameterName(param);
  if (isOfChat) return ["openParameters", "retry"];
  if (kind === "context-overflow" && param === "max_tokens")
    return ["openParameters", "makeRoom", "retry"];
  return actions[kind];
}

/** What is said of an answer that ended before its end. */
export function cutOffText(reason: CutOffReason): string {
  switch (reason) {
    case "no-finish":
      return l10n.t("The answer was cut off: the connection ended before the answer did.");
    case "length":
      return l10n.t("The answer was cut off: it reached the limit of tokens (max_tokens).");
    case "content_filter":
      return l10n.t("The answer was cut off by the server's content filter.");
    case "abort":
      return l10n.t("The server ended the answer early.");
  }
}

/** What is said of an answer without text. */
export function wordlessText(hasThought: boolean): string {
  return hasThought
    ? l10n.t("The model thought, but wrote no answer.")
    : l10n.t("The model ended without a word.");
}

function actionLabel(id: ActionId): string {
  return labels[id]();
}

export function alertAction(id: ActionId): AlertAction {
  return { id, label: actionLabel(id) };
}

const labels: Record<ActionId, () => string> = {
  retry: () => l10n.t("Retry"),
  copyReport: () => l10n.t("Copy Report"),
  retryWithoutMedia: () => l10n.t("Retry Without Pictures"),
  dropParameter: () => l10n.t("Retry Without the Parameter"),
  selectModel: () => l10n.t("Select Model"),
  sendWithoutMedia: () => l10n.t("Send Without"),
  sendAnyway: () => l10n.t("Send Anyway"),
  dismiss: () => l10n.t("Dismiss"),
  dismissBanner: () => l10n.t("Dismiss"),
  setApiKey: () => l10n.t("Set API Key"),
  makeRoom: () => l10n.t("Make Room…"),
  newChat: () => l10n.t("New Chat"),
  openParameters: () => l10n.t("Request Parameters"),
  openSettings: () => l10n.t("Open Settings"),
  showLog: () => l10n.t("Show Log"),
};

const actions: Record<FailureKind, readonly ActionId[]> = {
  "invalid-request": ["openSettings", "retry"],
  "no-key": ["setApiKey", "retry"],
  unauthorized: ["setApiKey", "retry"],
  forbidden: ["setApiKey", "retry"],
  payment: ["retry"],
  "rate-limited": ["retry"],
  "context-overflow": ["makeRoom", "newChat", "selectModel", "retry"],
  "too-large": ["retry"],
  "bad-media": ["retry"],
  "unknown-model": ["selectModel", "retry"],
  "wrong-address": ["openSettings", "retry"],
  redirect: ["openSettings", "retry"],
  "bad-request": ["retry", "selectModel"],
  server: ["retry"],
  overloaded: ["retry"],
  network: ["retry", "openSettings"],
  tls: ["openSettings", "retry"],
  proxy: ["openSettings", "retry"],
  "first-byte-timeout": ["retry", "openSettings"],
  "idle-timeout": ["retry", "openSettings"],
  "content-timeout": ["retry", "openSettings"],
  broken: ["retry"],
  protocol: ["retry", "showLog"],
  "too-long": ["retry"],
};

function sentence(failure: Failure): string {
  const { kind, param, retryAfterMs } = failure;
  switch (kind) {
    case "invalid-request": {
      const problem = addressProblem(failure);
      if (problem !== undefined) return addressFault(problem);
      return l10n.t("Nothing was sent, because the request would not be valid.");
    }
    case "no-key":
      return l10n.t("There is no API key for this address yet.");
    case "unauthorized":
      return l10n.t("The server did not accept the API key. Set another key, then retry.");
    case "forbidden":
      return l10n.t(
        "The server refused this request: the key may lack this model, or a firewall stands in the way.",
      );
    case "payment":
      return l10n.t("The account's credit or quota is used up. Top it up, then retry.");
    case "rate-limited":
      return retryAfterMs === undefined
        ? l10n.t("Too many requests. Wait a moment, then retry.")
        : l10n.t("Too many requests.");
    case "context-overflow":
      if (param === "max_tokens")
        return l10n.t(
          "The conversation and the longest answer that is asked for (max_tokens) are together longer than the model can read. Set max_tokens lower, or leave out a part of the conversation.",
        );
      return l10n.t(
        "The conversation is longer than the model can read. Leave out or summarise its oldest part, start a new chat, or choose a model with a larger context.",
      );
    case "too-large":
      return l10n.t(
        "The request is larger than the server takes. Attach less, or a smaller picture.",
      );
    case "bad-media":
      return l10n.t(
        "The server could not read an attached picture or video. Remove it, or attach it as PNG or JPEG.",
      );
    case "unknown-model":
      return l10n.t("The server does not know this model. Choose another one.");
    case "wrong-address":
      return l10n.t(
        "This address has no chat API. Check the setting eigen.baseUrl; it usually ends with /v1.",
      );
    case "redirect":
      return l10n.t(
        "The server redirects to another address. Redirects are not followed, so that your key and code stay where you sent them.",
      );
    case "bad-request":
      return param === undefined
        ? l10n.t("The server did not accept the request.")
        : l10n.t(
            "The server did not accept the parameter {0}. Remove or change it, then retry.",
            param,
          );
    case "server":
      return l10n.t("The server had an error of its own. Retry in a moment.");
    case "overloaded":
      return l10n.t("The server is busy or starting. Retry in a moment.");
    case "network":
      return l10n.t(
        "The server could not be reached. Check the connection and the address, then retry.",
      );
    case "tls":
      return l10n.t(
        "No secure connection: the server's certificate was not accepted. Check the address, the clock, and the setting http.systemCertificates.",
      );
    case "proxy":
      return l10n.t("The proxy did not let the request through. Check the setting http.proxy.");
    case "first-byte-timeout":
      return l10n.t(
        "The server did not begin to answer in time. The limit is the setting eigen.timeouts, firstByte.",
      );
    case "idle-timeout":
      return l10n.t(
        "The server fell silent in the middle of the answer. The limit is the setting eigen.timeouts, idle.",
      );
    case "content-timeout":
      return l10n.t(
        "The server kept the connection open but sent no text. The limit is the setting eigen.timeouts, content.",
      );
    case "broken":
      return l10n.t("The connection broke in the middle of the answer. The text so far is kept.");
    case "protocol":
      return l10n.t("The server's answer is not one of a chat API.");
    case "too-long":
      return l10n.t("The answer is longer than this extension takes.");
  }
}

function wait({ retryAfterMs }: Failure): string {
  if (retryAfterMs === undefined) return "";
  return l10n.t("The server asks to wait {0} s.", Math.ceil(retryAfterMs / 1000));
}

function addressProblem({ param, message }: Failure): AddressProblem | undefined {
  return param === "baseUrl" ? addressProblems.find((problem) => problem === message) : undefined;
}

function quote(failure: Failure): string {
  const { message } = failure;
  return message === "" || addressProblem(failure) !== undefined ? "" : `“${message}”`;
}

/** What a support team asks for. */
function reference({ status, requestId }: Failure): string {
  const parts = [
    status === undefined ? undefined : `HTTP ${status}`,
    requestId === undefined ? undefined : l10n.t("request {0}", requestId),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : `(${parts.join(", ")})`;
}
