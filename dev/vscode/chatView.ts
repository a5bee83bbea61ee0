import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { answerInput, readNotification, runCommand } from "./workbench.ts";

/** The chat view in a window, found by roles and names as screen readers find it. */
export class ChatView {
  readonly page: Page;
  /** The webview is a frame in a frame; both are looked up anew each time, so a rebuilt view is found again. */
  readonly frame: FrameLocator;

  /** `place`: 0 for the first of our views that are open, the side bar's unless that was never opened. */
  constructor(page: Page, place = 0) {
    this.page = page;
    this.frame = page
      .locator('iframe.webview[src*="extensionId=eigenchat.eigen-chat"]')
      .nth(place)
      .contentFrame()
      .frameLocator("#active-frame");
  }

  get transcript(): Locator {
    return this.frame.getByRole("log", { name: "Conversation" });
  }

  get composer(): Locator {
    return this.frame.getByRole("textbox", { name: "Message" });
  }

  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** Types the text and sends it. */
  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.button("Send").click();
  }

  /** The alert that says why a question was not sent. */
  get composerAlert(): Locator {
    return this.frame.locator(".composer").getByRole("alert");
  }

  /** What the draft carries. */
  chips(): Locator {
    return this.frame.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  }

  /** One of them, by its whole name. */
  chip(name: string): Locator {
    const list = this.frame.getByRole("list", { name: "Attachments" });
    return list.getByRole("listitem", { name, exact: true });
  }

  /** What the composer offers for what is being typed. */
  suggestion(name: string): Locator {
    const list = this.frame.getByRole("listbox", { name: "Suggestions" });
    return list.getByRole("option", { name }).first();
  }

  /** Drops a file into the view, and waits until it is attached to the draft. */
  async drop(path: string): Promise<void> {
    const file = { name: basename(path), bytes: [...(await readFile(path))] };
    await this.composer.evaluate((composer, { name, bytes }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      const options = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      composer.dispatchEvent(new DragEvent("drop", options));
    }, file);
    const attached = this.chips().filter({ hasText: file.name });
    await attached.or(this.composerAlert).first().waitFor();
  }

  questions(): Locator {
    return this.frame.locator('article[aria-label="You"]');
  }

  answers(): Locator {
    return this.frame.locator("article[data-state]");
  }

  lastAnswer(): AnswerInView {
    return new AnswerInView(this.answers().last());
  }
}

export class AnswerInView {
  readonly article: Locator;

  constructor(article: Locator) {
    this.article = article;
  }

  get alert(): Locator {
    return this.article.getByRole("alert");
  }

  get notice(): Locator {
    return this.article.getByRole("note");
  }

  /** The answer's text as it is shown; empty before any. */
  async text(): Promise<string> {
    const parts = await this.article.locator('[data-part="answer"]').allInnerTexts();
    return parts.join("\n");
  }

  async state(): Promise<string> {
    return (await this.article.getAttribute("data-state")) ?? "";
  }

  /** Waits until some of the answer's own text is there, beside thinking. */
  async showsText(): Promise<void> {
    await this.article.locator('[data-part="answer"]').filter({ hasText: /\S/ }).waitFor();
  }

  /** Waits until the answer has one of these states of the contract. */
  async becomes(...states: readonly string[]): Promise<void> {
    const selector = states.map((state) => `[data-state="${state}"]`).join(",");
    const inState = this.article.and(this.article.page().locator(selector));
    await inState.waitFor({ timeout: 60_000 });
  }
}

export async function openChat(page: Page): Promise<ChatView> {
  await runCommand(page, "Eigen: Open Chat");
  const chat = new ChatView(page);
  await chat.composer.waitFor();
  return chat;
}

/** Enters the key through the command, and waits for what VS Code says of it; throws when it was refused. */
export async function setApiKey(page: Page, key: string): Promise<void> {
  await runCommand(page, "Eigen: Set API Key…");
  await answerInput(page, key);
  const verdict = await readNotification(page, /API key (works|is stored|was not stored)/);
  if (verdict.includes("was not stored")) throw new Error(verdict);
}
