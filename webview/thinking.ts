import { AsyncDirective } from "lit-html/async-directive.js";
import { appendMarked } from "./highlight/colourBox.ts";
import { directive, type DirectiveParameters } from "lit-html/directive.js";
import { isAtEnd } from "./scrollFollower.ts";

/**
 * The Thinking section of an answer: open with the time that it takes while the model thinks, folded when the answer
 * starts, unless the reader had a hand in it. Use: `thinking(reasoning, isThinking, soFarMs, took)`, the last two once
 * the host knows them: how long it had thought by then, and what it took in the end.
 */
export const thinking = directive(
  class extends AsyncDirective {
    readonly #section = new ThinkingSection();

    override render(
      _text: string,
      _isThinking: boolean,
      _soFarMs: number | undefined,
      _took: string | null,
    ): unknown {
      return this.#section.element;
    }

    override update(
      _part: unknown,
      [text, isThinking, soFarMs, took]: DirectiveParameters<this>,
    ): unknown {
      this.#section.show(text, isThinking, soFarMs, took);
      return this.#section.element;
    }

    override disconnected(): void {
      this.#section.stop();
    }
  },
);

class ThinkingSection {
  readonly element = document.createElement("details");
  readonly #summary = document.createElement("summary");
  readonly #body = document.createElement("div");
  #text = "";
  /** On the page's clock; undefined where it was not seen thinking. */
  #started: number | undefined;
  #clock = 0;
  #touched = false;

  constructor() {
    this.#body.dataset["part"] = "reasoning";
    this.element.className = "thinking";
    this.element.role = "group";
    this.element.ariaLabel = "Thinking";
    this.#summary.textContent = "Thinking";
    this.#summary.addEventListener("click", () => (this.#touched = true));
    this.element.append(this.#summary, this.#body);
  }

  show(text: string, isThinking: boolean, soFarMs: number | undefined, took: string | null): void {
    if (!text.startsWith(this.#text)) {
      this.#body.replaceChildren();
      this.#text = "";
    }
    appendMarked(this.#body, text.slice(this.#text.length));
    this.#text = text;
    if (isThinking && this.#started === undefined) this.#start(soFarMs ?? 0);
    else if (!isThinking && this.#clock !== 0) this.#end();
    else if (this.#started === undefined && soFarMs !== undefined) this.#tellEnd(soFarMs);
    if (took !== null) this.#summary.textContent = `Thought for ${took}`;
  }

  stop(): void {
    clearInterval(this.#clock);
    this.#clock = 0;
  }

  #start(soFarMs: number): void {
    const started = performance.now() - soFarMs;
    const tell = () => this.#tell("Thinking for", performance.now() - started, "0 s");
    this.#started = started;
    this.element.open = true;
    tell();
    this.#clock = window.setInterval(tell, 1000);
  }

  #end(): void {
    this.stop();
    this.#tellEnd(performance.now() - (this.#started ?? 0));
    // Who has scrolled up may be reading just this.
    const scroller = this.element.closest(".scroller");
    if (!this.#touched && (scroller === null || isAtEnd(scroller))) this.element.open = false;
  }

  #tellEnd(ms: number): void {
    this.#tell("Thought for", ms, "under 1 s");
  }

  #tell(words: string, ms: number, shortest: string): void {
    const seconds = Math.round(ms / 1000);
    this.#summary.textContent = `${words} ${seconds < 1 ? shortest : `${seconds} s`}`;
  }
}
