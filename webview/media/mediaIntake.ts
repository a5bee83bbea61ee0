import type { Intent, Signal } from "../../src/shared/protocol.ts";
import { prepareMedia } from "./prepareMedia.ts";

type Post = (intent: Intent) => void;

/** VS Code's explorer and editors name what is dragged in this, one URI a line. */
const uriTypes = ["application/vnd.code.uri-list", "text/uri-list"];

/** Takes pictures, videos and files that are pasted or dropped anywhere in the view, or that the host has read. */
export class MediaIntake {
  readonly #post: Post;
  /** One after the other, in the order in which they came. */
  #last: Promise<void> = Promise.resolve();

  constructor(post: Post) {
    this.#post = post;
    document.addEventListener("paste", this.#onPaste);
    document.addEventListener("dragover", this.#onDragOver);
    document.addEventListener("drop", this.#onDrop);
  }

  /** Prepares what the host read from a file or a screen. */
  receive({ name, bytes }: Extract<Signal, { readonly type: "prepareMedia" }>): void {
    this.#add(name, () => Promise.resolve(bytes));
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.#addFiles(files);
  };

  readonly #onDragOver = (event: DragEvent): void => {
    const types = event.dataTransfer?.types ?? [];
    if (types.includes("Files") || uriTypes.some((type) => types.includes(type)))
      event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (dataTransfer === null) return;
    const files = [...dataTransfer.files];
    const list = uriTypes.map((type) => dataTransfer.getData(type)).find((text) => text !== "");
    if (files.length === 0 && list === undefined) return;
    event.preventDefault();
    if (files.length > 0) return this.#addFiles(files);
    const uris = (list ?? "").split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
    this.#post({ type: "attachUris", uris });
  };

  #addFiles(files: readonly File[]): void {
    for (const file of files)
      this.#add(file.name, async () => new Uint8Array(await file.arrayBuffer()));
  }

  #add(name: string, read: () => Promise<Uint8Array<ArrayBuffer>>): void {
    this.#last = this.#last.then(() => this.#prepare(name, read));
  }

  async #prepare(name: string, read: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      const prepared = await prepareMedia(await read());
      if (prepared.type === "refused")
        this.#post({ type: "refuseMedia", text: `${name}: ${prepared.reason}` });
      else
        this.#post({
          type: "addMedia",
          name,
          bytes: prepared.bytes,
          shrunkFrom: prepared.shrunkFrom ?? null,
        });
    } catch (error) {
      this.#post({ type: "refuseMedia", text: `${name}: ${String(error)}` });
    }
  }
}
