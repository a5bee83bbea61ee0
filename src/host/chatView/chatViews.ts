import * as vscode from "vscode";
import type { ChatController } from "./controller.ts";
import { EditorTabs } from "./editorTabs.ts";
import { ChatSideBar, chatViewId } from "./sideBar.ts";
import type { ChatSurface, SurfaceContext } from "./surface.ts";

type Context = Omit<SurfaceContext, "used" | "onCurrentChange" | "runningChanged">;

/** All places of this window that show a chat: the side bar, and tabs in the editor. */
export class ChatViews implements vscode.Disposable {
  readonly #sideBar: ChatSideBar;
  readonly #tabs: EditorTabs;
  readonly #registration: vscode.Disposable;
  #lastUsed: ChatSurface;

  constructor(parts: Context) {
    const context: SurfaceContext = {
      ...parts,
      onCurrentChange: () => undefined,
      used: (surface) => {
        this.#lastUsed = surface;
      },
      runningChanged: () => void this.#showRunning(),
    };
    this.#sideBar = new ChatSideBar(context);
    this.#tabs = new EditorTabs(context);
    this.#lastUsed = this.#sideBar.surface;
    this.#registration = vscode.window.registerWebviewViewProvider(chatViewId, this.#sideBar);
  }

  /** Of the place that the user was in last. */
  get controller(): Promise<ChatController> {
    return this.#current.controller;
  }

  /** Whether a chat was shown in this window. */
  get isOpen(): boolean {
    return this.#surfaces.some(({ isOpen }) => isOpen);
  }

  /** Of all places that were needed so far. */
  controllers(): Promise<readonly ChatController[]> {
    return Promise.all(
      this.#surfaces.filter(({ isUsed }) => isUsed).map(({ controller }) => controller),
    );
  }

  /** Tells them. */
  async forEach(tell: (controller: ChatController) => void): Promise<void> {
    for (const controller of await this.controllers()) tell(controller);
  }

  /** Shows the place with the focus in the composer. */
  async reveal(): Promise<ChatController> {
    const controller = await this.#show(false);
    controller.focusComposer();
    return controller;
  }

  /** Shows the place; the keyboard stays where it is. */
  show(): Promise<ChatController> {
    return this.#show(true);
  }

  /** Shows the current chat in an editor tab as well. */
  async openInEditor(): Promise<void> {
    await this.#tabs.open((await this.controller).chat);
  }

  async openInNewWindow(): Promise<void> {
    await this.openInEditor();
    await vscode.commands.executeCommand("workbench.action.moveEditorToNewWindow");
  }

  /** The user acts on the chat in the side bar. */
  useSideBar(): void {
    this.#lastUsed = this.#sideBar.surface;
  }

  /** The user acts on the chat in the active editor. */
  useActiveTab(): void {
    this.#lastUsed = this.#tabs.active ?? this.#lastUsed;
  }

  /** Stops the answer in the current place; where none is running there, in any other. */
  async stop(): Promise<void> {
    const all = [await this.controller, ...(await this.controllers())];
    all.find(({ chat }) => chat.runningId !== null)?.stop();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#tabs.dispose();
    this.#sideBar.surface.dispose();
  }

  get #surfaces(): readonly ChatSurface[] {
    return [this.#sideBar.surface, ...this.#tabs.surfaces];
  }

  get #current(): ChatSurface {
    const open = this.#surfaces.includes(this.#lastUsed);
    return open ? this.#lastUsed : this.#sideBar.surface;
  }

  async #show(preserveFocus: boolean): Promise<ChatController> {
    const surface = this.#current;
    if (surface === this.#sideBar.surface) await this.#sideBar.show(preserveFocus);
    else this.#tabs.show(surface, preserveFocus);
    const controller = await surface.controller;
    controller.hideHistory();
    return controller;
  }

  async #showRunning(): Promise<void> {
    const answering = (await this.controllers()).some(({ chat }) => chat.runningId !== null);
    await vscode.commands.executeCommand("setContext", "eigen.answering", answering);
  }
}
