import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Chat } from "../../core/chat.ts";
import type { ChatIntent, HostMessage } from "../../shared/protocol.ts";
import type { HighlightIntent } from "../../shared/colouring.ts";
import type { Log } from "../log.ts";
import type { ChatViewContext } from "./context.ts";
import { ChatController } from "./controller.ts";
import { chatPage } from "./html.ts";
import { parseIntent } from "./intentSchema.ts";

/** What a place for a chat needs of the rest of the extension. */
export interface SurfaceContext extends ChatViewContext {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly highlight: (intent: HighlightIntent, surface: ChatSurface) => void;
  /** The user did something here. */
  readonly used: (surface: ChatSurface) => void;
  /** A page is loaded. */
  readonly opened: () => void;
}

/** What is in no editor is looked at again no sooner than this, in milliseconds. */
const recheckMs = 30_000;

/** A place where a chat is shown: its page comes and goes, its controller stays. */
export class ChatSurface {
  static #count = 0;
  /** The one that has the keyboard. */
  static #focused: ChatSurface | undefined;
  readonly id = ++ChatSurface.#count;
  readonly #chat: () => Promise<Chat>;
  readonly #context: SurfaceContext;
  #controller: Promise<ChatController> | undefined;
  #webview: vscode.Webview | undefined;
  #recheckedAt = Number.NEGATIVE_INFINITY;

  /** @param chat read when it is first needed: in most windows nobody chats */
  constructor(chat: () => Promise<Chat>, context: SurfaceContext) {
    this.#chat = chat;
    this.#context = context;
  }

  get controller(): Promise<ChatController> {
    return (this.#controller ??= this.#chat().then(
      (first) => new ChatController(first, this.#context, (message) => this.#post(message)),
    ));
  }

  /** Whether there is anything to be told. */
  get isUsed(): boolean {
    return this.#controller !== undefined;
  }

  /** Loads the page. `place` tells the style sheet what is around it. The page is gone once this is disposed. */
  open(webview: vscode.Webview, place: "sideBar" | "editor"): vscode.Disposable {
    const root = vscode.Uri.joinPath(this.#context.extensionUri, "dist", "webview");
    this.#webview = webview;
    // The chat is read while the page loads.
    void this.controller;
    this.#context.opened();
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    const subscription = webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    webview.html = chatPage({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(root, "main.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(root, "styles.css")).toString(),
      nonce: randomBytes(18).toString("base64url"),
      place,
    });
    return new vscode.Disposable(() => {
      subscription.dispose();
      if (this.#webview === webview) this.#webview = undefined;
      this.hidden();
    });
  }

  get isOpen(): boolean {
    return this.#webview !== undefined;
  }

  hidden(): void {
    this.#setFocused(false);
    void this.#controller?.then((controller) => controller.hidden());
  }

  dispose(): void {
    void this.#controller?.then((controller) => controller.dispose());
  }

  #receive(message: unknown): void {
    const intent = parseIntent(message);
    if (intent === undefined)
      return this.#context.log.warn("The view sent a message that does not parse.");
    if (intent.type === "highlight") return this.#context.highlight(intent, this);
    if (intent.type === "focus") {
      if (intent.inside) {
        this.#context.used(this);
        this.#recheck();
      }
      return this.#setFocused(intent.inside);
    }
    if (!byItself.has(intent.type)) this.#context.used(this);
    void this.controller.then((controller) => controller.handle(intent));
  }

  /** What is in no editor may have changed while the user was elsewhere. Files are not read at each click. */
  #recheck(): void {
    const now = performance.now();
    if (now - this.#recheckedAt < recheckMs) return;
    this.#recheckedAt = now;
    void this.controller.then(({ chat }) => this.#context.recheckAttachments(chat));
  }

  /** For key bindings: `focusedView` is not set while the keyboard is in a webview. */
  #setFocused(inside: boolean): void {
    if (inside) ChatSurface.#focused = this;
    else if (ChatSurface.#focused === this) ChatSurface.#focused = undefined;
    else return;
    void vscode.commands.executeCommand("setContext", "eigen.chatFocused", inside);
  }

  /** Never awaited: a page that is gone would never answer. */
  #post(message: HostMessage): void {
    void this.#webview?.postMessage(message);
  }
}

/** What a page asks without the user; where the user types, the keyboard was seen to be. */
const byItself: ReadonlySet<ChatIntent["type"]> = new Set([
  "ready",
  "needPicture",
  "findFiles",
  "draft",
]);
