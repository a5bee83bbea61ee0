import type { FilesSignal, FindFilesIntent } from "../src/shared/fileNames.ts";
import { readFilePlace } from "./markdown/filePlaces.ts";

/** Names are asked about when they come this near to what is seen. */
const margin = "500px";
/** How many names are asked about at once. */
const mostAtOnce = 100;

/**
 * Makes links of the names in finished text that files of the workspace have. The host is asked about all names that
 * come near to what is seen in one go.
 */
class FileLinks {
  /** What is not there now may be later, and is asked about again. */
  readonly #there = new Set<string>();
  readonly #waiting = new Map<string, HTMLElement[]>();
  #unasked: string[] = [];
  #post: ((intent: FindFilesIntent) => void) | undefined;
  #observer: IntersectionObserver | undefined;

  connect(post: (intent: FindFilesIntent) => void): void {
    this.#post = post;
    this.#observer = new IntersectionObserver((changes) => this.#onMove(changes), {
      rootMargin: margin,
      scrollMargin: margin,
    });
  }

  /** Takes a block that is finished. */
  add(block: Node): void {
    if (this.#observer === undefined || !(block instanceof HTMLElement)) return;
    if (block.querySelector("[data-path]") !== null) this.#observer.observe(block);
  }

  show({ there, missing }: FilesSignal): void {
    for (const path of there) {
      this.#there.add(path);
      for (const element of this.#waiting.get(path) ?? []) makeLink(element);
    }
    for (const path of [...there, ...missing]) this.#waiting.delete(path);
  }

  #onMove(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      if (!isIntersecting) continue;
      this.#observer?.unobserve(target);
      for (const element of target.querySelectorAll<HTMLElement>("[data-path]"))
        this.#lookUp(element);
    }
    this.#ask();
  }

  #lookUp(element: HTMLElement): void {
    const { path } = readFilePlace(element.dataset["path"] ?? "");
    if (this.#there.has(path)) return makeLink(element);
    const others = this.#waiting.get(path);
    if (others === undefined) this.#unasked.push(path);
    this.#waiting.set(path, [...(others ?? []), element]);
  }

  #ask(): void {
    while (this.#unasked.length > 0)
      this.#post?.({ type: "findFiles", paths: this.#unasked.splice(0, mostAtOnce) });
  }
}

export const fileLinks = new FileLinks();

/** It stays the element that it is: finished text does not move. */
function makeLink(element: HTMLElement): void {
  element.role = "link";
  element.tabIndex = 0;
  element.title = `Open ${element.dataset["path"] ?? ""}`;
}
