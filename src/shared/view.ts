import type { CompletionView } from "./completion.ts";
import type { ContextUse } from "./contextUse.ts";
import type { HistoryView } from "./history.ts";
import type { Model } from "./model.ts";
import type { ReceiptView } from "./receipt.ts";
import type { Parameters, Preset } from "./parameters.ts";

/** What the chat view shows; JSON-serialisable, owned by the host, changed only through `applyUpdate`. */
export interface ViewState {
  readonly conversationId: string;
  readonly messages: readonly MessageView[];
  /** The answer that Stop would stop. */
  readonly runningId: string | null;
  readonly keySet: boolean;
  readonly draft: DraftView;
  readonly model: ModelView;
  readonly parameters: Parameters;
  /** What new conversations begin with; what differs from it is shown beside the composer. */
  readonly defaultParameters: Parameters;
  readonly systemPrompt: string;
  readonly defaultSystemPrompt: string;
  readonly context: ContextView;
  readonly presets: readonly Preset[];
  /** Who will be asked at once, to compare their answers; none where only the chat's model will. */
  readonly candidates: readonly string[];
  /** What the composer offers for what is being typed. */
  readonly completion: CompletionView;
  /** What was sent for a question; null while nobody looks at it. */
  readonly receipt: ReceiptView | null;
  /** An alert at the composer: the question was not sent. */
  readonly composerAlert: AlertView | null;
  /** A banner over the transcript, such as "not saved". */
  readonly banner: AlertView | null;
  /** Null while the history is not shown. */
  readonly history: HistoryView | null;
  /** What the polite live region says; `seq` rises so that equal texts are said again. */
  readonly announcement: { readonly seq: number; readonly text: string };
}

export interface DraftView {
  readonly text: string;
  /** Rises when the host itself changed the text; only then does the view replace what is typed. */
  readonly epoch: number;
  /** The text that was sent at this epoch; what was typed after it is kept. */
  readonly sent: string;
  readonly attachments: readonly AttachmentView[];
  /** An earlier question is being edited; sending asks it anew, beside the one that was asked. */
  readonly editing: boolean;
  /** Asked one after another, each when the answer before it is complete. */
  readonly queue: readonly QueuedView[];
}

export interface QueuedView {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
}

/** What sending the draft now would fill the model's context with. */
export interface ContextView extends ContextUse {
  /** What would not be sent, in words; null when everything would. */
  readonly leftOut: string | null;
  /** What the chat took so far, in words. */
  readonly totals: readonly FigureRow[];
  /** What can be left out next to make room. */
  readonly oldest: { readonly questions: number; readonly tokens: number };
}

export interface ModelView extends Model {
  readonly name: string;
}

export type MessageView = QuestionView | AnswerView;

export interface QuestionView {
  readonly role: "user";
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
  /** What of the chat its request left out, in words; null when everything was sent. */
  readonly leftOut: string | null;
  /** Whether it can be shown what was sent. */
  readonly hasReceipt: boolean;
  /** It is not sent any more, nor is its answer; null while it is sent. */
  readonly dropped: DroppedView | null;
  readonly versions: VersionsView | null;
}

export interface DroppedView {
  /** What is sent instead of it and all before; null for nothing. */
  readonly summary: string | null;
  /** The last one of those that are not sent any more. */
  readonly isLast: boolean;
}

/** Where a question was edited, or an answer asked for again: which one is shown. Null for the only one. */
export interface VersionsView {
  /** From 1. */
  readonly shown: number;
  readonly count: number;
}

/** The life of an answer; see "Message states" in the contract. */
export type AnswerState =
  | "waiting"
  | "streaming"
  | "complete"
  | "cut-off"
  | "stopped"
  | "failed"
  | "interrupted";

export interface AnswerView {
  readonly role: "assistant";
  readonly id: string;
  /** The model's name, or its id where it has none. */
  readonly author: string;
  readonly state: AnswerState;
  readonly text: string;
  readonly reasoning: string;
  /** How long it had thought when this was told, in milliseconds: the view counts on. Not there where it is unknown. */
  readonly thinkingMs?: number;
  /** What its thinking took, `12 s · 340 tokens`; null until it has ended, and without thinking. */
  readonly thought: string | null;
  /** A remark that is no error. */
  readonly notice: string | null;
  /** What the answer took; null until it has ended. */
  readonly figures: FiguresView | null;
  readonly alert: AlertView | null;
  /** It broke off, and can be written on where it is the last message. */
  readonly unfinished: boolean;
  readonly versions: VersionsView | null;
  /** It is shown beside others to the same question: with what it was asked, `temperature 0.2`; else null. */
  readonly compared: string | null;
}

export interface FigureRow {
  readonly label: string;
  readonly value: string;
}

export interface FiguresView {
  /** `1.2 s · 350 tokens · 45 tokens/s`. */
  readonly summary: string;
  readonly rows: readonly FigureRow[];
}

export interface AlertView {
  readonly text: string;
  readonly actions: readonly AlertAction[];
}

export interface AlertAction {
  readonly id: ActionId;
  readonly label: string;
}

/** What a button in an alert can ask of the host. */
export const actionIds = [
  "retry",
  "retryWithoutMedia",
  "dropParameter",
  "copyReport",
  "selectModel",
  "sendWithoutMedia",
  "sendAnyway",
  "dismiss",
  "dismissBanner",
  "setApiKey",
  "newChat",
  "makeRoom",
  "openParameters",
  "openSettings",
  "showLog",
] as const;
export type ActionId = (typeof actionIds)[number];

export interface AttachmentView {
  readonly id: string;
  readonly kind: "code" | "image" | "video";
  /** `greet.ts:3-7`, `shot.png 1280×800`. */
  readonly name: string;
  /** What a pointer that rests on it is told: where it is from, how large it is. */
  readonly detail: string;
  /** Of a picture, for asking the host for it. */
  readonly sha256?: string;
  /** The code that a picture shows, such as `greet.ts:3-40`, and whether it goes out as text beside it. */
  readonly shows?: { readonly name: string; readonly isSent: boolean };
  /** How many problems the editor reports in the code, and whether they go out with it; not there without any. */
  readonly problems?: { readonly count: number; readonly isSent: boolean };
  /** Of a picture or video, in bytes. */
  readonly size?: number;
  /** How many pictures of a video go to models that take no videos. */
  readonly frames?: number;
  /** Of a picture or video of a question: requests carry its name only. */
  readonly isDropped?: boolean;
  /** Pixels of the original, where a picture had to shrink. */
  readonly shrunkFrom?: { readonly width: number; readonly height: number };
  /** The selection of the editor: it follows the editor until it is pinned, sent or removed. */
  readonly isOffered?: boolean;
  /** The code changed since it was attached. */
  readonly outdated: boolean;
  /** Estimated. */
  readonly tokens: number;
}
