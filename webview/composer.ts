import { html, nothing, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";
import { alertBox } from "./alertBox.ts";
import { candidates } from "./comparison.ts";
import { draftAttachments, pendingAttachments, type PictureEditing } from "./attachments.ts";
import { Completion } from "./completion/completion.ts";
import type { ContextMeter } from "./contextMeter.ts";
import { contextLine } from "./contextLine.ts";
import { icon, iconButton } from "./icons.ts";
import { differences, type ParametersPanel } from "./parametersPanel.ts";
import { thinkingSwitch } from "./thinkingSwitch.ts";
import { composerValue } from "./composerValue.ts";
import type { PendingMedia } from "./media/pendingMedia.ts";
import { queue } from "./queue.ts";

/** How long typing must rest before the host is told, in milliseconds. */
const draftDelayMs = 200;

/** Put in as if typed, more lines would stop the view: a thousand take Chromium 5 seconds. */
const mostTypedLines = 200;

export interface ComposerParts {
  readonly post: (intent: Intent) => void;
  /** Posts a question once all that goes with it has reached the host. */
  readonly ask: (intent: Intent) => void;
  readonly parameters: ParametersPanel;
  readonly meter: ContextMeter;
  readonly pending: PendingMedia;
  readonly pictures: PictureEditing;
  readonly redraw: () => void;
}

/** The text box with its buttons. The view owns what is being typed; the host hears of it after a moment. */
export class Composer {
  readonly #post: (intent: Intent) => void;
  readonly #ask: (intent: Intent) => void;
  readonly #parameters: ParametersPanel;
  readonly #meter: ContextMeter;
  readonly #pending: PendingMedia;
  readonly #pictures: PictureEditing;
  readonly #completion: Completion;
  #state: ViewState | undefined;
  #epoch = -1;
  #conversationId = "";
  /** New Chat was pressed, and the new one is not there yet: what is typed and sent belongs to it. */
  #leaving = false;
  #sendsThere = false;
  /** What was sent last, until the host has changed the draft. */
  #asked: string | undefined;
  #draftTimer = 0;

  constructor({ post, ask, parameters, meter, pending, pictures, redraw }: ComposerParts) {
    this.#post = post;
    this.#ask = ask;
    this.#meter = meter;
    this.#pending = pending;
    this.#pictures = pictures;
    this.#parameters = parameters;
    this.#completion = new Completion({
      post,
      ask,
      redraw,
      box: () => this.#textBox(),
      remove: (start, end) => this.#replace(start, end, ""),
      send: () => this.#send(),
    });
  }

  template(state: ViewState): TemplateResult {
    const { attachments } = state.draft;
    const running = state.runningId !== null;
    return html`<section class="composer">
      <div class="composer-top">
        ${state.composerAlert === null ? nothing : alertBox(state.composerAlert, null, this.#post)}
        ${
          state.draft.editing
            ? html`<div class="editing">
                <span>Editing a question; the one that was asked is kept.</span>
                <button
                  type="button"
                  class="plain"
                  @click=${() => this.#post({ type: "cancelEdit" })}
                >
                  Cancel
                </button>
              </div>`
            : nothing
        }
        ${queue(state, this.#post)} ${draftAttachments(attachments, this.#post, this.#pictures)}
        ${pendingAttachments(this.#pending.of(state))} ${contextLine(state.context)}
      </div>
      <!-- The toolkit takes the accessible name from the content, which the style sheet hides. -->
      <div class="message-box">
        ${this.#completion.template(state.completion)}
        <vscode-text-area
          placeholder="Ask anything"
          rows="1"
          resize="none"
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
          @keyup=${() => this.#completion.follow()}
          @focusout=${() => this.#completion.close()}
          >Message</vscode-text-area
        >
      </div>
      ${differences(state)} ${candidates(state, this.#post)}
      <div class="toolbar">
        <div class="asked-of">
          <button
            type="button"
            class="model"
            aria-label="Model ${state.model.name}"
            title="${state.model.name}: select the model of this chat"
            @click=${() => this.#post({ type: "selectModel" })}
          >
            ${state.model.name}
          </button>
          ${thinkingSwitch(state, this.#post)}
        </div>
        <div class="buttons">
          <button
            type="button"
            class="icon parameters-button"
            aria-label="Parameters"
            aria-expanded=${this.#parameters.isOpen}
            title="Parameters of this chat"
            @click=${this.#parameters.toggle}
          >
            ${icon("sliders")}
          </button>
          ${iconButton("columns", "Compare", () => this.#post({ type: "chooseCandidates" }), "Compare the answers of several models")}
          ${this.#meter.button(state)}
          ${iconButton("attach", "Attach", () => this.#post({ type: "attach" }), "Attach code, files, pictures…")}
          ${iconButton("history", "History", () => this.#post({ type: "history", action: { do: "show" } }))}
          ${iconButton("add", "New Chat", () => this.#newChat())}
          ${
            running
              ? html`${iconButton("queue", "Queue", () => this.#send(), "Ask when this answer is complete (Enter)")}
                  <vscode-button
                    appearance="secondary"
                    aria-label="Stop"
                    title="Stop (Escape)"
                    @click=${() => this.#post({ type: "stop" })}
                    >${icon("stop")}</vscode-button
                  >`
              : html`<vscode-button
                  aria-label="Send"
                  title="Send (Enter)"
                  @click=${() => this.#send()}
                  >${icon("send")}</vscode-button
                >`
          }
        </div>
      </div>
    </section>`;
  }

  /** Takes over the host's text where the host changed it; else what is typed stays. */
  update(state: ViewState): void {
    this.#completion.afterRender(document);
    const { epoch, text, sent } = state.draft;
    const other = state.conversationId !== this.#conversationId;
    const typedAhead = other && this.#leaving;
    if (other && !typedAhead) this.tellDraft();
    this.#state = state;
    if (!other && epoch === this.#epoch) return;
    this.#conversationId = state.conversationId;
    this.#epoch = epoch;
    this.#leaving = false;
    const typed = other && !typedAhead ? "" : this.#value();
    const asked = other ? undefined : this.#asked;
    this.#asked = undefined;
    if (!typedAhead || sent !== "")
      this.#setValue(composerValue({ typed, host: text, sent, asked }));
    if (this.#value() !== text) this.#tellSoon();
    if (typedAhead && this.#sendsThere) this.#send();
    this.#sendsThere = false;
  }

  /** Puts the text behind what is there, and the caret behind it. */
  append(text: string): void {
    const value = this.#value();
    const start = value.trimEnd().length;
    this.#replace(start, value.length, start === 0 ? text : `\n\n${text}`);
  }

  /** Tells the host what was typed and it has not heard of; what it does next may need it. */
  tellDraft(): void {
    if (this.#draftTimer === 0 || this.#leaving) return;
    this.#forgetDraft();
    const conversationId = this.#conversationId;
    this.#post({ type: "draft", conversationId, text: this.#value(), epoch: this.#epoch });
  }

  /** A ready prompt is being posted: the host may ask it together with what is written here. */
  noteAsked(): void {
    this.tellDraft();
    // Empty, it would be the question that attachments alone make.
    this.#asked = this.#value() || undefined;
  }

  /** The conversation that is being written in. */
  get conversationId(): string {
    return this.#conversationId;
  }

  focus(): void {
    this.#element()?.focus();
  }

  readonly #onInput = (): void => {
    this.#tellSoon();
    this.#completion.follow();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (this.#completion.handleKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!event.repeat) this.#send();
    } else if (event.key === "ArrowUp" && this.#value() === "") {
      event.preventDefault();
      this.#post({ type: "editLast" });
    }
  };

  #send(): void {
    if (this.#state === undefined) return;
    this.#sendsThere = this.#leaving;
    if (this.#leaving) return;
    const text = this.#value();
    // A selection that is only offered goes along with a question; it makes none.
    const attached = this.#state.draft.attachments.filter(({ isOffered }) => isOffered !== true);
    const pending = this.#pending.of(this.#state);
    if (text.trim() === "" && attached.length + pending.length === 0) return;
    this.#completion.close();
    this.#asked = text;
    this.#ask({ type: "send", conversationId: this.#conversationId, text, epoch: this.#epoch });
  }

  #newChat(): void {
    this.tellDraft();
    this.#leaving = true;
    this.#setValue("");
    this.#post({ type: "newChat" });
  }

  #tellSoon(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = window.setTimeout(() => this.tellDraft(), draftDelayMs);
  }

  #forgetDraft(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = 0;
  }

  #textBox(): HTMLTextAreaElement | undefined {
    return this.#element()?.shadowRoot?.querySelector("textarea") ?? undefined;
  }

  /**
   * As if it had been typed, so that it can be undone; many lines, or without the keyboard, as under the history, it
   * just is there.
   */
  #replace(start: number, end: number, text: string): void {
    const box = this.#textBox();
    if (box === undefined) return;
    box.focus();
    box.setSelectionRange(start, end);
    const command = text === "" ? "delete" : "insertText";
    const isTyped = box.matches(":focus") && text.split("\n").length <= mostTypedLines;
    if (isTyped && document.execCommand(command, false, text)) return;
    box.setRangeText(text, start, end, "end");
    // The toolkit's element reads its box when it hears of input.
    box.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  }

  #element(): (HTMLElement & { value: string }) | null {
    return document.querySelector("vscode-text-area");
  }

  #value(): string {
    return this.#element()?.value ?? "";
  }

  #setValue(text: string): void {
    const element = this.#element();
    const box = this.#textBox();
    if (element !== null) element.value = text;
    // The toolkit's element tells its box in the next frame; a key before that would bring the old text back.
    if (box !== undefined) box.value = text;
  }
}
