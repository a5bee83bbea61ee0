import { noChange, nothing } from "lit-html";
import { directive, type DirectiveParameters } from "lit-html/directive.js";
import { AsyncDirective } from "lit-html/async-directive.js";
import type { MessageView, ViewState } from "../src/shared/view.ts";
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
    this.grow(text);
    if (finished) growing.delete(id);
    else growing.set(id, this);
    if (finished) this.#view?.finish();
    return this.#view?.element;
  }

  grow(text: string): void {
    this.#view ??= new MarkdownText();
    this.#view.append(text.slice(this.#shown.length));
    this.#shown = text;
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

/**
 * Shows the next state where all that is new in it is more text of answers: nothing else is looked at then.
 * Returns false where there is more to it.
 */
export function showGrowth(before: ViewState, after: ViewState): boolean {
  const was = before.messages;
  if (!isSameBut("messages", before, after) || was.length !== after.messages.length) return false;
  const changed = after.messages.filter((message, index) => message !== was[index]);
  const hasGrown = (now: MessageView): boolean => {
    const old = was.find(({ id }) => id === now.id);
    if (old?.role !== "assistant" || now.role !== "assistant" || !growing.has(now.id)) return false;
    return isSameBut("text", old, now) && old.text !== "" && now.text.startsWith(old.text);
  };
  if (!changed.every(hasGrown)) return false;
  for (const message of changed) {
    if (message.role === "assistant") growing.get(message.id)?.grow(message.text);
  }
  return true;
}

function isSameBut<T extends object>(key: keyof T, was: T, now: T): boolean {
  for (const name in now) if (name !== key && was[name] !== now[name]) return false;
  return true;
}
