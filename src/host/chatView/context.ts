import type { TextEditor } from "vscode";
import type { Attachment, CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import type { Answer, Message } from "../../core/conversation.ts";
import type { ChatIntent, CodeIntent } from "../../shared/protocol.ts";
import type { Model } from "../../shared/model.ts";
import type { ReceiptPorts } from "../receipts/receipts.ts";
import type { Chats } from "../chats.ts";
import type { StoreBanner } from "../storeBanner.ts";
import type { SelectedCode } from "./draft.ts";
import type { HistoryPorts } from "./historyPane.ts";
import type { MediaParts } from "./mediaHandlers.ts";

/** What a chat view needs of the rest of the extension. */
export interface ChatViewContext extends ReceiptPorts {
  readonly chats: Chats;
  readonly hasKey: () => boolean;
  readonly banner: StoreBanner;
  readonly model: (id: string) => Model;
  readonly models: () => readonly Model[];
  /** The server refused a parameter for this model: it is not sent to it any more. */
  readonly retryWithoutParameter: (chat: Chat, answerId: string) => void;
  /** Has the chat's model write what is sent instead of the oldest turns. */
  readonly summarize: (chat: Chat) => void;
  readonly copyReport: (answer: Answer) => void;
  readonly openLink: (url: string) => void;
  readonly useCode: (intent: CodeIntent, messages: readonly Message[]) => void;
  readonly history: Omit<HistoryPorts, "open">;
  /** Another chat is shown, or its title changed, or something was written in it. */
  readonly onCurrentChange: (chat: Chat) => void;
  /** An answer began or ended. */
  readonly runningChanged: () => void;
  readonly selection: SelectedCode;
  readonly refreshAttachment: (chat: Chat, id: string) => void;
  /** Sends what the editor reports in the code along with it, or does not any more. */
  readonly sendProblems: (chat: Chat, id: string, isSent: boolean) => Promise<void>;
  /** Marks what of the chat's draft has changed while the chat was not shown. */
  readonly recheckAttachments: (chat: Chat) => void;
  readonly revealAttachment: (attachment: Attachment) => void;
  /** The editor that the user was in last, also while the keyboard is in a chat beside it. */
  readonly editor: () => TextEditor | undefined;
  /** To the chat that is used now, unless it is for another; resolves with whether all of it was attached. */
  readonly attach: (code: readonly CodeAttachment[], chat?: Chat) => Promise<boolean>;
  readonly attachUris: (uris: readonly string[]) => Promise<boolean>;
  readonly store: MediaParts["store"];
  readonly shown: MediaParts["shown"];
}

/** What is done with each intent; a missing one does not compile. */
export type Handlers = {
  [K in ChatIntent["type"]]: (intent: Extract<ChatIntent, { readonly type: K }>) => void;
};
