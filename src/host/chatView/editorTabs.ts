import * as vscode from "vscode";
import type { Chat } from "../../core/chat.ts";
import { titleOf } from "../../core/conversation.ts";
import { onSettingsChange, settings } from "../settings.ts";
import { ChatSurface, type SurfaceContext } from "./surface.ts";

/** The type of our editor tabs, as keybindings and menus name it. */
const chatEditor = "eigen.chatEditor";

interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly surface: ChatSurface;
}

/** Chats in editor tabs, which can be moved to windows of their own. VS Code brings them back after a reload. */
export class EditorTabs implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #context: SurfaceContext;
  readonly #tabs = new Set<Tab>();
  readonly #registrations: vscode.Disposable;

  constructor(context: SurfaceContext) {
    this.#context = context;
    this.#registrations = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(chatEditor, this),
      onSettingsChange(["history.enabled"], () => void this.#retitle()),
    );
  }

  get surfaces(): readonly ChatSurface[] {
    return [...this.#tabs].map(({ surface }) => surface);
  }

  /** The one in the active editor. */
  get active(): ChatSurface | undefined {
    return [...this.#tabs].find(({ panel }) => panel.active)?.surface;
  }

  /** Shows the chat in a tab: the one that has it, or a new one. */
  async open(chat: Chat): Promise<void> {
    for (const { panel, surface } of this.#tabs)
      if ((await surface.controller).chat === chat) {
        this.#context.used(surface);
        return panel.reveal();
      }
    const panel = vscode.window.createWebviewPanel(
      chatEditor,
      titleFor(chat),
      vscode.ViewColumn.Active,
    );
    const surface = this.#show(panel, chat);
    this.#context.used(surface);
    (await surface.controller).focusComposer();
  }

  show(surface: ChatSurface, preserveFocus: boolean): void {
    [...this.#tabs].find((tab) => tab.surface === surface)?.panel.reveal(undefined, preserveFocus);
  }

  /** The keyboard stays where the user, or VS Code, has it. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { chats } = this.#context;
    const id = conversationIn(state);
    const chat = id === undefined ? undefined : await chats.open(id);
    const shown = chat ?? chats.create();
    panel.title = titleFor(shown);
    this.#show(panel, shown);
  }

  dispose(): void {
    this.#registrations.dispose();
    for (const { surface } of this.#tabs) surface.dispose();
  }

  async #retitle(): Promise<void> {
    for (const { panel, surface } of this.#tabs)
      panel.title = titleFor((await surface.controller).chat);
  }

  #show(panel: vscode.WebviewPanel, chat: Chat): ChatSurface {
    const { extensionUri } = this.#context;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, "media", "eigen.svg");
    const surface = new ChatSurface(() => Promise.resolve(chat), {
      ...this.#context,
      onCurrentChange: (current) => {
        panel.title = titleFor(current);
      },
    });
    const tab = { panel, surface };
    this.#tabs.add(tab);
    const page = surface.open(panel.webview, "editor");
    panel.onDidChangeViewState(() => {
      if (!panel.visible) surface.hidden();
    });
    panel.onDidDispose(() => {
      this.#tabs.delete(tab);
      page.dispose();
      surface.dispose();
    });
    return surface;
  }
}

/** VS Code keeps the titles of tabs on the disk, so with the history off they say nothing of a chat. */
function titleFor(chat: Chat): string {
  if (!settings.historyEnabled()) return vscode.l10n.t("Chat");
  return titleOf(chat.conversation) || vscode.l10n.t("New Chat");
}

/** What the page noted with `setState`. */
function conversationIn(state: unknown): string | undefined {
  return typeof state === "object" &&
    state !== null &&
    "conversationId" in state &&
    typeof state.conversationId === "string"
    ? state.conversationId
    : undefined;
}
