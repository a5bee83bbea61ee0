import * as vscode from "vscode";
import type { BuiltRequest } from "../core/answerRun.ts";
import type { Chat } from "../core/chat.ts";
import type { Complete } from "../core/completion.ts";
import { path, type Conversation, type Question } from "../core/conversation.ts";
import {
  droppedQuestions,
  oldestTurns,
  planSummary,
  summaryText,
  withoutTurns,
} from "../core/dropTurns.ts";
import { gatherText } from "../core/gatherText.ts";
import type { ShowFailure } from "./copyReport.ts";
import { withProgress } from "./progress.ts";
import { showInformation, showWarning } from "./notices.ts";

const { l10n } = vscode;

export interface SummarizePorts {
  readonly complete: Complete;
  readonly buildRequest: (conversation: Conversation) => Promise<BuiltRequest>;
  readonly showFailure: ShowFailure;
}

/**
 * The button "Summarise": one request to the chat's model, after which its summary is sent instead of the oldest
 * turns. Without a whole summary nothing changes.
 */
export async function summarizeOldest(chat: Chat, ports: SummarizePorts): Promise<void> {
  if (underWay.has(chat)) return;
  underWay.add(chat);
  try {
    await summarize(chat, ports);
  } finally {
    underWay.delete(chat);
  }
}

/** One at a time of each chat. */
const underWay = new WeakSet<Chat>();

async function summarize(chat: Chat, ports: SummarizePorts): Promise<void> {
  const { conversation } = chat;
  const oldest = oldestTurns(conversation).questions.length;
  if (oldest === 0) return;
  const asked = await planSummary(conversation, ports.buildRequest);
  if (asked === undefined)
    return void showWarning(
      l10n.t("The oldest turn is longer than the model can read. It can only be left out."),
    );
  const { questions, request } = asked;
  const title = l10n.t("Summarising the oldest part of the chat");
  const { text, end } = await withProgress(title, ({ signal }) =>
    gatherText(ports.complete, request, { signal, onText: () => {} }),
  );
  if (end.type === "failed")
    void ports.showFailure({ ...request, facts: end, failure: end.failure });
  const isEmpty = text.trim() === "";
  if (end.type === "cut-off" || (end.type === "complete" && isEmpty))
    void showWarning(l10n.t("The model did not finish the summary."));
  if (end.type !== "complete" || isEmpty) return;
  // Meanwhile they may have changed: pictures dropped, turns left out or sent again.
  const now = path({ ...chat.conversation, head: conversation.head });
  const summarized = now.filter(
    (message): message is Question =>
      message.role === "user" && questions.some(({ id }) => id === message.id),
  );
  const before = droppedQuestions(now).filter((question) => !summarized.includes(question));
  chat.changeMessages(withoutTurns(summarized, before, summaryText(text, asked)));
  if (questions.length < oldest) tellHowMany(questions.length, oldest);
}

function tellHowMany(summarized: number, oldest: number): void {
  void showInformation(
    l10n.t(
      "{0} of the {1} oldest turns fitted into one request and are summarised. The others are sent as before.",
      summarized,
      oldest,
    ),
  );
}
