import type { Intent, Signal } from "../../src/shared/protocol.ts";
import type { PreparedPicture } from "./mediaJobs.ts";

/** Pictures are asked for when they come this near to what is seen. */
const margin = "1000px";
/** Beyond so many files, those that are shown nowhere are let go. */
const mostFiles = 40;
/** The newest originals of pictures that had to shrink, for cutting from them. */
const keptOriginals = 4;

/**
 * The pictures that the view shows: each `img` with `data-picture` gets the one with this hash. Those that are not there
 * the host sends, once they come near to what is seen.
 */
export class Pictures {
  readonly #root: ParentNode;
  readonly #post: (intent: Intent) => void;
  readonly #files = new Map<string, { readonly file: Blob; readonly url: string }>();
  readonly #originals = new Map<string, Blob>();
  readonly #asked = new Set<string>();
  readonly #observer = new IntersectionObserver((changes) => this.#onMove(changes), {
    rootMargin: margin,
    scrollMargin: margin,
  });

  constructor(root: ParentNode, post: (intent: Intent) => void) {
    this.#root = root;
    this.#post = post;
  }

  /** Gives the pictures that were rendered their sources, as far as they are there. */
  afterRender(): void {
    for (const image of this.#root.querySelectorAll<HTMLImageElement>("img[data-picture]")) {
      const { picture: sha256 = "", shown } = image.dataset;
      if (shown !== sha256) this.#show(image, sha256);
    }
  }

  receive({ sha256, mime, bytes }: Extract<Signal, { readonly type: "picture" }>): void {
    this.#add(sha256, new Blob([bytes], { type: mime }));
    this.afterRender();
  }

  /** Whether the picture had to shrink, and its original is still there. */
  hasOriginal(sha256: string): boolean {
    return this.#originals.has(sha256);
  }

  /** With all of its pixels where they are still there; undefined before the host has sent it. */
  original(sha256: string): Blob | undefined {
    return this.#originals.get(sha256) ?? this.#files.get(sha256)?.file;
  }

  /** A picture that was prepared here. `file`: what it was prepared from, unless that has what nobody is to see. */
  keep({ sha256, picture, shrunkFrom }: PreparedPicture, file?: Blob): void {
    this.#add(sha256, picture);
    if (shrunkFrom === undefined || file === undefined) return;
    this.#originals.set(sha256, file);
    for (const oldest of [...this.#originals.keys()].slice(0, -keptOriginals))
      this.#originals.delete(oldest);
  }

  /** What the image showed before, as that of a picture that was edited, is not to be seen any more. */
  #show(image: HTMLImageElement, sha256: string): void {
    const url = this.#files.get(sha256)?.url;
    if (url === undefined) {
      image.removeAttribute("src");
      delete image.dataset["shown"];
      if (!this.#asked.has(sha256)) this.#observer.observe(image);
    } else {
      image.src = url;
      image.dataset["shown"] = sha256;
    }
  }

  #onMove(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      if (!isIntersecting) continue;
      this.#observer.unobserve(target);
      if (target instanceof HTMLImageElement) this.#ask(target.dataset["picture"] ?? "");
    }
  }

  #ask(sha256: string): void {
    if (this.#files.has(sha256) || this.#asked.has(sha256)) return;
    this.#asked.add(sha256);
    this.#post({ type: "needPicture", sha256 });
  }

  #add(sha256: string, file: Blob): void {
    if (this.#files.has(sha256)) return;
    this.#makeRoom();
    this.#files.set(sha256, { file, url: URL.createObjectURL(file) });
  }

  /** Oldest first: what was just prepared is shown only once the host has it. */
  #makeRoom(): void {
    if (this.#files.size < mostFiles) return;
    const images = this.#root.querySelectorAll<HTMLImageElement>("img[data-picture]");
    const named = new Set(Array.from(images, ({ dataset }) => dataset["picture"]));
    for (const [sha256, { url }] of this.#files) {
      if (this.#files.size < mostFiles) return;
      if (named.has(sha256)) continue;
      URL.revokeObjectURL(url);
      this.#files.delete(sha256);
      this.#asked.delete(sha256);
    }
  }
}
