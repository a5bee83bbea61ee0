import { noChange, nothing } from "lit-html";
import { directive, type DirectiveParameters } from "lit-html/directive.js";
import { AsyncDirective } from "lit-html/async-directive.js";
import type { Growth } from "./hostLink.ts";
import { lateDrawing } from "./lateDrawing.ts";
import { MarkdownText } from "./markdown/markdownText.ts";

class AnswerText extends AsyncDirective {
  #id = "";
  #shown = "";
  #view: MarkdownText | undefined;
  #finished = false;
  /** What stands there until the text is drawn. */
  #undrawn: HTMLElement | undefined;

  override render(_id: string, _text: string, _finished: boolean): unknown {
    return nothing;
  }

  override update(_part: unknown, [id, text, finished]: DirectiveParameters<this>): unknown {
    if (this.#finished && text === this.#shown) return noChange;
    this.#drop();
    const isOpened = finished && this.#view === undefined;
    if (this.#finished || !text.startsWith(this.#shown)) this.#view = undefined;
    if (this.#view === undefined) this.#shown = "";
    this.#id = id;
    this.#finished = finished;
    if (isOpened) return this.#drawLater(text);
    this.grow(text.slice(this.#shown.length));
    if (finished) growing.delete(id);
    else growing.set(id, this);
    if (finished) this.#view?.finish();
    return this.#view?.element;
  }

  /** Whether there is some of the text already: the first of it changes more in its message. */
  get isDrawn(): boolean {
    return this.#shown !== "";
  }

  grow(added: string): void {
    this.#view ??= new MarkdownText();
    this.#view.append(added);
    this.#shown += added;
  }

  override disconnected(): void {
    this.#drop();
    if (growing.get(this.#id) === this) growing.delete(this.#id);
  }

  #drawLater(text: string): HTMLElement {
    this.#shown = text;
    const draw = (): HTMLElement => {
      const view = new MarkdownText();
      view.append(text);
      view.finish();
      this.#view = view;
      this.#undrawn = undefined;
      undrawn.replaceWith(view.element);
      return view.element;
    };
    const undraw = (): void => {
      const { element } = this.#view ?? {};
      this.#view = undefined;
      element?.replaceWith(this.#drawLater(text));
    };
    const undrawn = lateDrawing.add({ text, draw, undraw });
    this.#undrawn = undrawn;
    return undrawn;
  }

  #drop(): void {
    const element = this.#undrawn ?? this.#view?.element;
    if (element !== undefined) lateDrawing.drop(element);
    this.#undrawn = undefined;
  }
}

/** The texts that are not finished, by the ids of their answers. */
const growing = new Map<string, AnswerText>();

/**
 * Shows the text of an answer as Markdown and, while it grows, only adds what is new: finished text is never
 * touched again. Use: `answerText(id, text, finished)`.
 */
export const answerText = directive(AnswerText);

/** Shows no more than the text that was added; returns false where that changes more than a text that is drawn. */
export function showGrowth(added: readonly Growth[]): boolean {
  if (!added.every(({ id }) => growing.get(id)?.isDrawn)) return false;
  for (const [id, parts] of Map.groupBy(added, ({ id }) => id))
    growing.get(id)?.grow(parts.map(({ text }) => text).join(""));
  return true;
}
