import type { Trigger } from "./completion.ts";
import type { FilesSignal, FindFilesIntent, OpenFileIntent } from "./fileNames.ts";
import type { ParameterName, Parameters } from "./parameters.ts";
import type { CodePicture } from "./codePicture.ts";
import type { HistoryAction } from "./history.ts";
import type { HighlightIntent, TokensSignal } from "./colouring.ts";
import type { ActionId, MessageView, ViewState } from "./view.ts";

/** What the view asks of the host. There are no replies: the host answers by changing the state. */
export type Intent =
  | ChatIntent
  /** Answered by a `tokens` signal, once or never; nothing waits for it. */
  | HighlightIntent
  /** Whether the keyboard is in the view. */
  | FocusIntent;

export interface FocusIntent {
  readonly type: "focus";
  readonly inside: boolean;
}

/** What is asked of the conversation that is shown. */
export type ChatIntent =
  /** The view was built or rebuilt, or found a gap in the revisions: send a snapshot. */
  | { readonly type: "ready" }
  /** `epoch`: of the draft that the view has shown last; what was sent since then is not sent again. */
  | {
      readonly type: "send";
      readonly conversationId: string;
      readonly text: string;
      readonly epoch: number;
    }
  | { readonly type: "stop" }
  | { readonly type: "newChat" }
  /** What the composer holds now. */
  | {
      readonly type: "draft";
      readonly conversationId: string;
      readonly text: string;
      readonly epoch: number;
    }
  | { readonly type: "editLast" }
  /** Puts the question into the composer, to ask it anew beside the one that was asked. */
  | { readonly type: "editQuestion"; readonly messageId: string }
  | { readonly type: "cancelEdit" }
  /** Makes a queued question what is being written. */
  | { readonly type: "takeBack"; readonly id: string }
  /** Asks a queued question that waits although no answer is running. */
  | { readonly type: "sendQueued"; readonly id: string }
  /** Has an answer that broke off written on. */
  | { readonly type: "continue"; readonly messageId: string }
  /** Shows the message beside this one: the next version, or the one before. */
  | { readonly type: "showVersion"; readonly messageId: string; readonly step: 1 | -1 }
  /** Asks whose answers to the next question are to be compared. */
  | { readonly type: "chooseCandidates" }
  | { readonly type: "clearCandidates" }
  /** Shows all answers to the same question side by side. */
  | { readonly type: "compareVersions"; readonly messageId: string }
  /** Goes on with one of the answers that are compared. */
  | { readonly type: "keepAnswer"; readonly messageId: string }
  /** The oldest turns are not sent any more: without a word, or with a summary in their place. */
  | { readonly type: "dropOldest" }
  | { readonly type: "summarizeOldest" }
  /** All turns of the branch are sent again. */
  | { readonly type: "restoreTurns" }
  /** A new chat that begins with what was said up to this message. */
  | { readonly type: "fork"; readonly messageId: string }
  /** What could be meant by what is being typed after a trigger; `seq` rises with each question. */
  | {
      readonly type: "complete";
      readonly seq: number;
      readonly trigger: Trigger;
      readonly query: string;
    }
  /** One of the suggestions, by its id. */
  | { readonly type: "takeCompletion"; readonly id: string }
  /** What was sent for this question, or for one of its answers. */
  | { readonly type: "showReceipt"; readonly messageId: string }
  | { readonly type: "closeReceipt" }
  /** The request of the receipt that is shown, as a command. */
  | { readonly type: "copyReceipt" }
  /** The user asks what can be attached. */
  | { readonly type: "attach" }
  /** Files that were dropped from VS Code's own lists. */
  | { readonly type: "attachUris"; readonly uris: readonly string[] }
  /** A text file from outside of VS Code; as with pictures, another chat may be shown by now. */
  | {
      readonly type: "attachText";
      readonly conversationId: string;
      readonly name: string;
      readonly text: string;
    }
  /** A picture or video, ready to be sent. */
  | AddMedia
  /** What the picture of the draft with this id has become in the picture editor. */
  | ReplacePicture
  /** A picture or video that can't be sent; `text` says which and why. */
  | { readonly type: "refuseMedia"; readonly text: string }
  /** The view shows a picture that it does not have. */
  | { readonly type: "needPicture"; readonly sha256: string }
  /** The selection that is offered stays in the draft. */
  | { readonly type: "pinSelection" }
  | { readonly type: "removeAttachment"; readonly id: string }
  /** Whether the code that a picture shows goes out as text beside it. */
  | { readonly type: "sendShown"; readonly id: string; readonly isSent: boolean }
  /** Whether what the editor reports in attached lines goes out with them. */
  | { readonly type: "sendProblems"; readonly id: string; readonly isSent: boolean }
  /** Whether requests still carry a picture or video of a question. */
  | { readonly type: "dropMedia"; readonly id: string; readonly isDropped: boolean }
  /** Take the code as it stands in the document now. */
  | { readonly type: "refreshAttachment"; readonly id: string }
  /** Show where an attachment of the draft or of a question is from. */
  | { readonly type: "revealAttachment"; readonly id: string }
  /** A button of an alert; `messageId` is the answer that shows it, null at the composer. */
  | { readonly type: "action"; readonly action: ActionId; readonly messageId: string | null }
  | { readonly type: "history"; readonly action: HistoryAction }
  | { readonly type: "openLink"; readonly url: string }
  | FindFilesIntent
  | OpenFileIntent
  | { readonly type: "selectModel" }
  /** Null: not sent. */
  | {
      readonly type: "setParameter";
      readonly name: ParameterName;
      readonly value: NonNullable<Parameters[ParameterName]> | null;
    }
  | { readonly type: "setSystemPrompt"; readonly conversationId: string; readonly text: string }
  /** Back to what new conversations begin with. */
  | { readonly type: "resetParameters" }
  | { readonly type: "applyPreset" | "deletePreset"; readonly name: string }
  /** Asks for a name, and keeps the conversation's parameters and system prompt under it. */
  | { readonly type: "savePreset" }
  | CodeIntent;

/** A button of a code block in an answer; `info` is what follows its opening fence. */
export interface CodeIntent {
  readonly type: "code";
  readonly action: CodeAction;
  readonly messageId: string;
  readonly code: string;
  readonly info: string;
}

/** What the host can do with a block of code. */
export const codeActions = ["copy", "insert", "apply", "newFile", "runInTerminal"] as const;
export type CodeAction = (typeof codeActions)[number];

export interface AddMedia {
  readonly type: "addMedia";
  /** Where it was attached; another chat may be shown by the time that it is ready. */
  readonly conversationId: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pixels of the original, where the picture had to shrink. */
  readonly shrunkFrom: { readonly width: number; readonly height: number } | null;
  /** Of a video, evenly spaced, as pictures; none where it can't be played here. */
  readonly frames: readonly { readonly seconds: number; readonly bytes: Uint8Array<ArrayBuffer> }[];
  /** Of a picture of the editor that the host asked for. */
  readonly source: PictureSource | null;
}

/** What a picture shows: a source that the host knows by this id, and the lines of it where they are not all. */
export interface PictureSource {
  readonly id: string;
  /** 1-based, inclusive, in the document. */
  readonly lines: { readonly start: number; readonly end: number } | null;
}

export interface ReplacePicture extends Pick<AddMedia, "conversationId" | "bytes" | "shrunkFrom"> {
  readonly type: "replacePicture";
  readonly id: string;
}

/** The slices that are replaced whole. */
export type Slice = Exclude<keyof ViewState, "messages">;

export type Op =
  | {
      readonly op: "append";
      readonly id: string;
      readonly part: "text" | "reasoning";
      readonly text: string;
    }
  /** Replaces the message with this id, or adds it at the end. */
  | { readonly op: "put"; readonly message: MessageView }
  /** Keeps the first `length` messages. */
  | { readonly op: "truncate"; readonly length: number }
  | { [K in Slice]: { readonly op: "set"; readonly key: K; readonly value: ViewState[K] } }[Slice];

/** What the host tells the view. `rev` rises by one; after a gap the view asks again with `ready`. */
export type Update =
  | { readonly type: "snapshot"; readonly rev: number; readonly state: ViewState }
  | { readonly type: "patch"; readonly rev: number; readonly ops: readonly Op[] };

/** Commands to the view that change no state. */
export type Signal =
  /** Takes the keyboard: the user asked for the chat, from wherever in VS Code. */
  | { readonly type: "focusComposer" }
  /** The user can write next; takes the keyboard from nothing outside the view, where they may be by now. */
  | { readonly type: "goToComposer" }
  | { readonly type: "openParameters" }
  /** Puts what is selected in the conversation into the message, as a quotation. */
  | { readonly type: "quote" }
  | { readonly type: "openContext" }
  /** Scrolls to the message and marks it for a moment. */
  | { readonly type: "revealMessage"; readonly id: string }
  /** Make these bytes fit to be sent, as if they had been pasted. */
  | {
      readonly type: "prepareMedia";
      readonly name: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly source: PictureSource | null;
    }
  /** Draw this code as pictures. */
  | { readonly type: "drawCode"; readonly picture: CodePicture }
  /** The bytes that `needPicture` asked for. */
  | {
      readonly type: "picture";
      readonly sha256: string;
      readonly mime: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | TokensSignal
  | FilesSignal
  /** The theme has changed: colours are to be asked for again. */
  | { readonly type: "recolour" }
  /** Moves the focus between code blocks, or presses a button of the focused one. */
  | { readonly type: "codeBlock"; readonly command: CodeBlockCommand };

export const codeBlockCommands = ["next", "previous", ...codeActions] as const;
export type CodeBlockCommand = (typeof codeBlockCommands)[number];

export type HostMessage = Update | Signal;
