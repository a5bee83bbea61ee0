import { l10n } from "vscode";
import { attachmentName, type Attachment, type MediaAttachment } from "../../core/attachment.ts";
import { attachmentTokens } from "../../core/tokens.ts";
import { canContinue } from "../../core/continuation.ts";
import type { Answer, Message } from "../../core/conversation.ts";
import { thinkingTime } from "../../core/figures.ts";
import { mayBeForMedia } from "../../core/turns.ts";
import { refusedParameter } from "../../core/parameters.ts";
import type { Failure } from "../../shared/failure.ts";
import type { Model } from "../../shared/model.ts";
import { parameterDifferences } from "../../shared/parameterRules.ts";
import type { AlertView, AttachmentView, MessageView } from "../../shared/view.ts";
import { alertAction, cutOffText, failureAlert, wordlessText } from "../failureText.ts";
import { projectLeftOut } from "./contextView.ts";
import { projectFigures, projectThought } from "./figures.ts";

export interface Surroundings {
  /** The message and its other versions, of which one is shown; alone where they are shown side by side. */
  readonly all: readonly Message[];
  /** It stands beside other answers to the same question. */
  readonly isCompared: boolean;
  /** It is the last of the questions that are not sent any more. */
  readonly isLastDropped: boolean;
  /** What is shown after it. */
  readonly next: Message | undefined;
  /** Whether its request carried pictures or videos. */
  readonly hadMedia: () => boolean;
  readonly modelOf: (id: string) => Model;
  /** Milliseconds since 1970, for the countdown to the next attempt. */
  readonly now: number;
}

/** A message as the view shows it. */
export function projectMessage(
  message: Message,
  { all, isCompared, isLastDropped, next, hadMedia, modelOf, now }: Surroundings,
): MessageView {
  const shown = all.findIndex(({ id }) => id === message.id) + 1;
  const versions = all.length > 1 ? { shown, count: all.length } : null;
  if (message.role === "user") {
    const { id, text, attachments, dropped } = message;
    return {
      role: "user",
      id,
      text,
      attachments: attachments.map(projectAttachment),
      leftOut: next?.role === "assistant" ? projectLeftOut(next.leftOut) : null,
      hasReceipt: next?.role === "assistant" && next.receipt !== undefined,
      dropped:
        dropped === undefined ? null : { summary: dropped.summary ?? null, isLast: isLastDropped },
      versions,
    };
  }
  const model = modelOf(message.model);
  const thinkingMs = thinkingTime(message, now);
  return {
    role: "assistant",
    id: message.id,
    author: model.name ?? model.id,
    state: message.state,
    text: message.text,
    reasoning: message.reasoning,
    ...(thinkingMs !== undefined && { thinkingMs }),
    thought: projectThought(message),
    notice: notice(message, now),
    figures: projectFigures(message, model),
    alert: alert(message, hadMedia),
    unfinished: canContinue(message),
    versions,
    compared: isCompared ? parameterDifferences(message.parameters ?? {}, {}).join(" · ") : null,
  };
}

export function projectAttachment(attachment: Attachment): AttachmentView {
  return {
    id: attachment.id,
    kind: attachment.kind,
    name: attachmentName(attachment),
    detail: detail(attachment),
    ...(attachment.kind !== "code" && projectMedia(attachment)),
    outdated: attachment.kind === "code" && attachment.outdated === true,
    tokens: attachmentTokens(attachment),
  };
}

function projectMedia(attachment: MediaAttachment): Partial<AttachmentView> {
  const { kind, media, shrunkFrom, shows, frames, isDropped } = attachment;
  return {
    size: media.size,
    ...(kind === "image" && { sha256: media.sha256 }),
    ...(shrunkFrom !== undefined && { shrunkFrom }),
    ...(frames !== undefined && { frames: frames.length }),
    ...(isDropped !== undefined && { isDropped }),
    ...(shows !== undefined && {
      shows: { name: attachmentName(shows.code), isSent: shows.isSent },
    }),
  };
}

function detail(attachment: Attachment): string {
  const tokens = attachmentTokens(attachment);
  if (attachment.kind !== "code") {
    const kilobytes = Math.ceil(attachment.media.size / 1000);
    const size = l10n.t("{0}: {1} kB, about {2} tokens", attachment.name, kilobytes, tokens);
    const { shrunkFrom, frames } = attachment;
    if (frames !== undefined)
      return l10n.t("{0}; models that take no videos get {1} frames of it", size, frames.length);
    return shrunkFrom === undefined
      ? size
      : l10n.t("{0}; shrunk from {1}×{2}", size, shrunkFrom.width, shrunkFrom.height);
  }
  const lines = attachment.text.split("\n").length;
  const inside = (attachment.symbols ?? []).join(" › ");
  const where = inside === "" ? attachment.path : `${attachment.path} › ${inside}`;
  return lines === 1
    ? l10n.t("{0}: 1 line, about {1} tokens", where, tokens)
    : l10n.t("{0}: {1} lines, about {2} tokens", where, lines, tokens);
}

function alert({ state, failure }: Answer, hadMedia: () => boolean): AlertView | null {
  if (failure !== undefined) return failedAlert(failure, hadMedia);
  if (state !== "interrupted") return null;
  return {
    text: l10n.t(
      "The window was closed while this answer was being written. What had come is kept.",
    ),
    actions: [alertAction("retry")],
  };
}

/** A refusal that names a parameter offers to go on without it; one that may be for the pictures, without them. */
function failedAlert(failure: Failure, hadMedia: () => boolean): AlertView {
  const { text, actions } = failureAlert(failure);
  const report = alertAction("copyReport");
  const name = refusedParameter(failure);
  if (name !== undefined) {
    const drop = { id: "dropParameter", label: l10n.t("Retry Without {0}", name) } as const;
    return { text, actions: [drop, ...actions, report] };
  }
  const without = mayBeForMedia(failure) && hadMedia() ? [alertAction("retryWithoutMedia")] : [];
  return { text, actions: [...without, ...actions, report] };
}

function notice({ state, cutOff, retrying, text, reasoning }: Answer, now: number): string | null {
  if (state === "waiting" && retrying !== undefined) {
    const seconds = Math.max(0, Math.ceil((retrying.at - now) / 1000));
    return seconds === 0
      ? l10n.t("Attempt {0} is under way…", retrying.attempt)
      : l10n.t("{0} Retrying in {1} s…", failureAlert(retrying.failure).text, seconds);
  }
  if (cutOff !== undefined) return cutOffText(cutOff);
  return state === "complete" && text.trim() === "" ? wordlessText(reasoning !== "") : null;
}
