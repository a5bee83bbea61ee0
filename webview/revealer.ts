import { bringIntoView } from "./bringIntoView.ts";
import { lateDrawing } from "./lateDrawing.ts";

/** How long a message that was jumped to is marked, in milliseconds. */
const markMs = 2_000;

/** Scrolls to a message that was asked for, as soon as it is there. */
export class Revealer {
  readonly #root: HTMLElement;
  readonly #onReveal: () => void;
  #wanted: string | null = null;

  constructor(root: HTMLElement, onReveal: () => void) {
    this.#root = root;
    this.#onReveal = onReveal;
  }

  reveal(id: string): void {
    this.#wanted = id;
    this.afterRender();
  }

  afterRender(): void {
    if (this.#wanted === null) return;
    const article = this.#root.querySelector(`article[data-id="${CSS.escape(this.#wanted)}"]`);
    if (article === null) return;
    this.#wanted = null;
    this.#onReveal();
    lateDrawing.drawNow(article.querySelector(".undrawn"));
    bringIntoView(article, () => article.scrollIntoView({ block: "start" }));
    article.classList.add("revealed");
    setTimeout(() => article.classList.remove("revealed"), markMs);
  }
}
