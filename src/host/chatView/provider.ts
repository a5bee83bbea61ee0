import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { HostMessage } from "../../shared/protocol.ts";
import type { HighlightIntent } from "../../shared/tokens.ts";
import type { Log } from "../log.ts";
import type { ChatViewContext } from "./context.ts";
import { ChatController } from "./controller.ts";
import { chatPage } from "./html.ts";
import { parseIntent } from "./intentSchema.ts";

export const chatViewId = "eigen.chat";

/** The chat in the side bar. The controller outlives the page, which VS Code drops whenever it is hidden. */
export class ChatViewProvider implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #log: Log;
  readonly controller: Promise<ChatController>;
  #view: vscode.WebviewView | undefined;
  readonly #highlight: (intent: HighlightIntent) => void;

  constructor(
    extensionUri: vscode.Uri,
    context: ChatViewContext & { readonly highlight: (intent: HighlightIntent) => void },
    log: Log,
  ) {
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#highlight = context.highlight;
    this.controller = context.chats
      .latest()
      .then((chat) => new ChatController(chat, context, (message) => this.#post(message)));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const root = vscode.Uri.joinPath(this.#extensionUri, "dist", "webview");
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    const subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      view.onDidChangeVisibility(() => {
        if (!view.visible) void this.controller.then((controller) => controller.hidden());
      }),
    ];
    view.onDidDispose(() => {
      vscode.Disposable.from(...subscriptions).dispose();
      if (this.#view === view) this.#view = undefined;
      void this.controller.then((controller) => controller.hidden());
    });
    webview.html = chatPage({
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(root, "main.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(root, "styles.css")).toString(),
      nonce: randomBytes(18).toString("base64url"),
    });
  }

  /** Shows the view with the focus in the composer. */
  async reveal(): Promise<ChatController> {
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
    const controller = await this.controller;
    controller.focusComposer();
    return controller;
  }

  /** Shows the view; the keyboard stays where it is. */
  async show(): Promise<ChatController> {
    await vscode.commands.executeCommand(`${chatViewId}.focus`, { preserveFocus: true });
    return this.controller;
  }

  dispose(): void {
    void this.controller.then((controller) => controller.dispose());
  }

  async #receive(message: unknown): Promise<void> {
    const intent = parseIntent(message);
    if (intent === undefined) return this.#log.warn("The view sent a message that does not parse.");
    if (intent.type === "highlight") return this.#highlight(intent);
    const controller = await this.controller;
    controller.handle(intent);
  }

  /** Never awaited: a page that is gone would never answer. */
  #post(message: HostMessage): void {
    void this.#view?.webview.postMessage(message);
  }
}
