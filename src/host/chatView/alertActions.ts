import { commands } from "vscode";
import type { ActionId } from "../../shared/view.ts";
import type { Chat } from "../../core/chat.ts";
import type { Answer } from "../../core/conversation.ts";
import type { Questions } from "./questions.ts";

export interface AlertPorts {
  readonly chat: () => Chat;
  readonly questions: Questions;
  readonly newChat: () => void;
  /** Shows what fills the model's context. */
  readonly showContext: () => void;
  readonly dismissBanner: () => void;
  readonly retryWithoutParameter: (chat: Chat, answerId: string) => void;
  readonly copyReport: (answer: Answer) => void;
}

/** What a button of an alert does; `answerId` is the answer that shows the alert, null at the composer. */
export type AlertActions = Readonly<Record<ActionId, (answerId: string | null) => void>>;

export function alertActions(ports: AlertPorts): AlertActions {
  const { chat, questions } = ports;
  return {
    retry: (answerId) => {
      if (answerId !== null) questions.retry(answerId);
    },
    retryWithoutMedia: (answerId) => {
      if (answerId !== null) questions.retryWithoutMedia(answerId);
    },
    dropParameter: (answerId) => {
      if (answerId === null) return;
      if (chat().canRetry(answerId)) ports.retryWithoutParameter(chat(), answerId);
      else questions.refuseWhileAnswering();
    },
    copyReport: (answerId) => {
      const answer = chat().conversation.messages.find(({ id }) => id === answerId);
      if (answer?.role === "assistant") ports.copyReport(answer);
    },
    newChat: () => ports.newChat(),
    makeRoom: () => ports.showContext(),
    sendWithoutMedia: () => questions.goOn("leave out"),
    sendAnyway: () => questions.goOn("send"),
    dismiss: () => questions.dismissAlert(),
    dismissBanner: () => ports.dismissBanner(),
    selectModel: (answerId) => {
      if (answerId === null) questions.selectModel();
      else run("eigen.selectModel");
    },
    setApiKey: () => run("eigen.setApiKey"),
    openParameters: () => run("eigen.editParameters"),
    showLog: () => run("eigen.showLog"),
    openSettings: () => run("workbench.action.openSettings", "eigen."),
  };
}

function run(command: string, ...args: readonly unknown[]): void {
  void commands.executeCommand(command, ...args);
}
