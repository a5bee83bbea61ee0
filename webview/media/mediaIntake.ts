import type { CodePicture } from "../../src/shared/codePicture.ts";
import { mostDropped } from "../../src/shared/droppedFiles.ts";
import type { Intent, PictureSource, Signal } from "../../src/shared/protocol.ts";
import type { AttachmentView } from "../../src/shared/view.ts";
import type { PendingMedia } from "./pendingMedia.ts";
import type { Pictures } from "./pictures.ts";
import type { ShowPreview, Workshop } from "./workshop.ts";

type Post = (intent: Intent, transfer?: Transferable[]) => void;

/** VS Code's explorer and editors name what is dragged in this, one URI a line. */
const uriTypes = ["application/vnd.code.uri-list", "text/uri-list"];

export interface MediaIntakeParts {
  readonly post: Post;
  readonly pictures: Pictures;
  readonly pending: PendingMedia;
  readonly conversationId: () => string;
}

/** Takes pictures, videos and files that are pasted or dropped anywhere in the view, or that the host has read. */
export class MediaIntake {
  readonly #post: Post;
  readonly #pictures: Pictures;
  readonly #pending: PendingMedia;
  readonly #conversationId: () => string;
  /** One after the other, in the order in which they came. */
  #last: Promise<void> = Promise.resolve();
  /** How many were refused. */
  #refused = 0;
  #isEditing = false;

  constructor({ post, pictures, pending, conversationId }: MediaIntakeParts) {
    this.#post = post;
    this.#pictures = pictures;
    this.#pending = pending;
    this.#conversationId = conversationId;
    document.addEventListener("paste", this.#onPaste);
    document.addEventListener("dragover", this.#onDragOver);
    document.addEventListener("drop", this.#onDrop);
  }

  /** Prepares what the host read from a file or a screen. */
  receive({ name, bytes, source }: Extract<Signal, { readonly type: "prepareMedia" }>): void {
    this.#add(name, new Blob([bytes]), source);
  }

  /** Draws code as the editor shows it. */
  draw(picture: CodePicture): void {
    this.#attach(picture.path, async (_, conversationId, show) => {
      const { drawCode } = await import("../codePicture/codePictures.ts");
      await drawCode(picture, conversationId, {
        pictures: this.#pictures,
        post: this.#post,
        refuse: (name, reason) => this.#refuse(name, reason),
        show,
      });
    });
  }

  /** Opens the picture editor; what comes out of it stands for the picture. */
  async edit(attachment: AttachmentView): Promise<void> {
    // A double click opens one.
    if (this.#isEditing) return;
    this.#isEditing = true;
    try {
      await this.#edit(attachment);
    } finally {
      this.#isEditing = false;
    }
  }

  async #edit({ id, name, sha256 }: AttachmentView): Promise<void> {
    const picture = this.#pictures.original(sha256 ?? "");
    if (picture === undefined) return;
    const conversationId = this.#conversationId();
    const { editPicture } = await import("../pictureEditor/pictureEditor.ts");
    const edits = await editPicture(name, picture);
    if (edits === undefined) return;
    this.#do(name, async (workshop) => {
      const edited = await workshop.edit(picture, edits);
      if (edited.type === "refused") return this.#refuse(name, edited.reason);
      const { bytes, shrunkFrom = null } = edited;
      this.#pictures.keep(edited);
      const intent = { type: "replacePicture", conversationId, id, bytes, shrunkFrom } as const;
      this.#post(intent, [bytes.buffer]);
    });
  }

  /** Settles when all that was attached or edited until now has reached the host; with false when some of it was refused meanwhile. */
  async whenDone(): Promise<boolean> {
    const before = this.#refused;
    await this.#last;
    return this.#refused === before;
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const { clipboardData, target } = event;
    // A text field other than the composer's, which is in an element of the toolkit.
    if (target instanceof Element && target.matches("input, textarea")) return;
    const text = clipboardData?.getData("text/plain") ?? "";
    const files =
      clipboardData === null || isFormatted(clipboardData) ? [] : [...clipboardData.files];
    if (files.length === 0 && !isDataUrl(text)) return;
    event.preventDefault();
    if (files.length > 0) this.#addFiles(files);
    else this.#addDataUrl(text);
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
    const inVSCode = uris.filter((uri) => !isDataUrl(uri) && !isOnTheWeb(uri));
    for (const uri of uris.filter(isDataUrl)) this.#addDataUrl(uri);
    for (const uri of uris.filter(isOnTheWeb))
      this.#post({ type: "refuseMedia", text: notFetched(uri) });
    if (inVSCode.length > 0)
      this.#post({ type: "attachUris", uris: inVSCode.slice(0, mostDropped) });
    if (inVSCode.length > mostDropped)
      this.#post({ type: "refuseMedia", text: tooMany(inVSCode.length) });
  };

  #addDataUrl(url: string): void {
    this.#add("image.png", new Blob([url]), null, false);
  }

  #addFiles(files: readonly File[]): void {
    for (const file of files) this.#add(file.name, file);
  }

  /** `isOriginal`: the file itself is the picture, for cutting from it. */
  #add(
    name: string,
    file: Blob,
    source: PictureSource | null = null,
    isOriginal: boolean = true,
  ): void {
    this.#attach(name, async (workshop, conversationId, show) => {
      const media = await workshop.prepare(file, show);
      if (media.type === "refused") return this.#refuse(name, media.reason);
      if (media.type === "text")
        return this.#post({ type: "attachText", conversationId, name, text: media.text });
      const { bytes } = media;
      const shrunkFrom = media.type === "picture" ? (media.shrunkFrom ?? null) : null;
      const frames = media.type === "video" ? media.frames : [];
      if (media.type === "picture") this.#pictures.keep(media, isOriginal ? file : undefined);
      this.#post({ type: "addMedia", conversationId, name, bytes, shrunkFrom, frames, source }, [
        bytes.buffer,
      ]);
    });
  }

  /** Shows it at the composer meanwhile: its name, and what it looks like as soon as that is known. */
  #attach(
    name: string,
    work: (workshop: Workshop, conversationId: string, show: ShowPreview) => Promise<void>,
  ): void {
    const conversationId = this.#conversationId();
    const pending = { name, conversationId };
    const show = (preview: Blob): void => this.#pending.show(pending, preview);
    this.#pending.add(pending);
    this.#do(name, (workshop) => work(workshop, conversationId, show));
    void this.#last.then(() => this.#pending.posted(pending));
  }

  #do(name: string, work: (workshop: Workshop) => Promise<void>): void {
    this.#last = this.#last
      .then(async () => work((await import("./workshop.ts")).workshop))
      .catch((error: unknown) =>
        this.#refuse(name, error instanceof Error ? error.message : String(error)),
      );
  }

  #refuse(name: string, reason: string): void {
    this.#refused++;
    this.#post({ type: "refuseMedia", text: `${name}: ${reason}` });
  }
}

/** Cells and paragraphs of an office program, which puts a picture of them beside their text. */
function isFormatted({ types }: DataTransfer): boolean {
  return (
    types.includes("text/plain") && ["text/html", "text/rtf"].some((type) => types.includes(type))
  );
}

/** All of the text, in which lines may be broken; the worker decodes it. */
function isDataUrl(text: string): boolean {
  return /^data:(?:image|video)\/[\w.+-]+;base64,[\w+/\r\n]*={0,2}$/i.test(text.trimEnd());
}

function isOnTheWeb(uri: string): boolean {
  return /^https?:/i.test(uri);
}

function tooMany(count: number): string {
  return `Only the first ${mostDropped} of ${count} files were attached.`;
}

function notFetched(address: string): string {
  return `Nothing is fetched from the web, and the server is not asked to: ${address.slice(0, 500)}. Open the address, copy the picture, and paste it here.`;
}
