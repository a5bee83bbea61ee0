import { noChange } from "lit-html";
import { directive, type DirectiveParameters } from "lit-html/directive.js";
import { AsyncDirective } from "lit-html/async-directive.js";
import { PlainText } from "./plainText.ts";

/**
 * Shows the text of an answer and, while it grows, only adds what is new: finished text is never touched again.
 * Use: `answerText(text, finished)`.
 */
export const answerText = directive(
  class extends AsyncDirective {
    #shown = "";
    readonly #view = new PlainText();

    override render(_text: string, _finished: boolean): unknown {
      return this.#view.element;
    }

    override update(_part: unknown, [text, finished]: DirectiveParameters<this>): unknown {
      const isNew = this.#shown === "" && this.#view.element.parentNode === null;
      if (text.startsWith(this.#shown)) this.#view.append(text.slice(this.#shown.length));
      else this.#view.reset(text);
      this.#shown = text;
      if (finished) this.#view.finish();
      return isNew ? this.#view.element : noChange;
    }
  },
);
