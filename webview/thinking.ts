import { AsyncDirective } from "lit-html/async-directive.js";
import { appendMarked } from "./highlight/colourBox.ts";
import { directive, type DirectiveParameters } from "lit-html/directive.js";

/**
 * The Thinking section of an answer: open with the time that it takes while the model thinks, folded when the answer
 * starts, unless the reader had a hand in it. Use: `thinking(reasoning, isThinking, took)`, the
 * last once the host knows it.
 */
export const thinking = directive(
  class extends AsyncDirective {
    readonly #section = new ThinkingSection();

    override render(_text: string, _isThinking: boolean, _took: string | null): unknown {
      return this.#section.element;
    }

    override update(_part: unknown, [text, isThinking, took]: DirectiveParameters<this>): unknown {
      this.#section.show(text, isThinking, took);
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
  #started = 0;
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

  show(text: string, isThinking: boolean, took: string | null): void {
    if (!text.startsWith(this.#text)) {
      this.#body.replaceChildren();
      this.#text = "";
    }
    appendMarked(this.#body, text.slice(this.#text.length));
    this.#text = text;
    if (isThinking && this.#started === 0) this.#start();
    else if (!isThinking && this.#clock !== 0) this.#end();
    if (took !== null) this.#summary.textContent = `Thought for ${took}`;
  }

  stop(): void {
    clearInterval(this.#clock);
    this.#clock = 0;
  }

  #start(): void {
    this.#started = performance.now();
    this.element.open = true;
    this.#tell("Thinking for");
    this.#clock = window.setInterval(() => this.#tell("Thinking for"), 1000);
  }

  #end(): void {
    this.stop();
    this.#tell("Thought for", "under 1 s");
    if (!this.#touched) this.element.open = false;
  }

  #tell(words: string, shortest = "0 s"): void {
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    this.#summary.textContent = `${words} ${seconds < 1 ? shortest : `${seconds} s`}`;
  }
}
