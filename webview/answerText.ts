import { noChange } from "lit-html";
import { directive, type DirectiveParameters } from "lit-html/directive.js";
import { AsyncDirective } from "lit-html/async-directive.js";
import { MarkdownText } from "./markdown/markdownText.ts";

/**
 * Shows the text of an answer as Markdown and, while it grows, only adds what is new: finished text is never
 * touched again. Use: `answerText(text, finished)`.
 */
export const answerText = directive(
  class extends AsyncDirective {
    #shown = "";
    #view = new MarkdownText();
    #finished = false;

    override render(_text: string, _finished: boolean): unknown {
      return this.#view.element;
    }

    override update(_part: unknown, [text, finished]: DirectiveParameters<this>): unknown {
      const goesOn = !this.#finished && text.startsWith(this.#shown);
      if (this.#finished && text === this.#shown) return noChange;
      if (!goesOn) this.#view = new MarkdownText();
      this.#view.append(goesOn ? text.slice(this.#shown.length) : text);
      if (finished) this.#view.finish();
      this.#shown = text;
      this.#finished = finished;
      return this.#view.element;
    }
  },
);
