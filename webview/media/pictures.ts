import type { Intent, Signal } from "../../src/shared/protocol.ts";

/**
 * The pictures that the view shows: each `img` with `data-picture` gets the one with this hash. The host sends each
 * once, when it is first needed.
 */
export class Pictures {
  readonly #root: ParentNode;
  readonly #post: (intent: Intent) => void;
  readonly #urls = new Map<string, string>();
  readonly #asked = new Set<string>();

  constructor(root: ParentNode, post: (intent: Intent) => void) {
    this.#root = root;
    this.#post = post;
  }

  /** Gives the pictures that were rendered their sources, as far as they are there. */
  afterRender(): void {
    for (const image of this.#root.querySelectorAll<HTMLImageElement>(
      "img[data-picture]:not([src])",
    )) {
      const sha256 = image.dataset["picture"] ?? "";
      const url = this.#urls.get(sha256);
      if (url !== undefined) image.src = url;
      else if (!this.#asked.has(sha256)) {
        this.#asked.add(sha256);
        this.#post({ type: "needPicture", sha256 });
      }
    }
  }

  receive({ sha256, mime, bytes }: Extract<Signal, { readonly type: "picture" }>): void {
    if (this.#urls.has(sha256)) return;
    this.#urls.set(sha256, URL.createObjectURL(new Blob([bytes], { type: mime })));
    this.afterRender();
  }
}
