import type { EditorLook } from "../codePicture/editorLook.ts";
import type { CodePage } from "../codePicture/layout.ts";
import type { AddMedia } from "../../src/shared/protocol.ts";
import { drawSvg } from "./drawSvg.ts";
import type { JobAnswer, JobResult, MediaJob, PictureResult } from "./mediaJobs.ts";
import type { Edits } from "../pictureEditor/edits.ts";
import { videoFrames } from "./videoFrames.ts";
import { startWorker } from "./worker/startWorker.ts";

type Prepared = PictureResult | PreparedVideo | Extract<JobResult, { readonly type: "text" }>;

interface PreparedVideo {
  readonly type: "video";
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pictures of it; none where it can't be played here. */
  readonly frames: AddMedia["frames"];
}

/** Takes a small picture of what is being prepared. */
export type ShowPreview = (preview: Blob) => void;

interface OpenJob extends PromiseWithResolvers<JobResult> {
  readonly show: ShowPreview;
}

/** A job that takes longer is given up, in milliseconds. */
const longestJobMs = 60_000;

/** Prepares pictures in a worker of its own. Loaded with the first picture. */
export class Workshop {
  /** Started with the next job where there is none. */
  #worker: Worker | undefined;
  readonly #open = new Map<number, OpenJob>();
  #lastId = 0;

  /** Makes a file fit to be sent, or says why it can't be. */
  async prepare(file: Blob, show: ShowPreview): Promise<Prepared> {
    const result = await this.#run({ type: "prepare", file }, [], show);
    if (result.type === "video")
      return { ...result, frames: await this.#frames(file, result.mime) };
    if (result.type !== "svg") return result;
    const bitmap = await drawSvg(file).catch(() => undefined);
    return bitmap === undefined ? notDrawn : this.encode(bitmap, false);
  }

  /** `photo`: small differences to the original can't be seen. Takes the bitmap away. */
  async encode(bitmap: ImageBitmap, photo: boolean): Promise<PictureResult> {
    return pictureOf(await this.#run({ type: "encode", bitmap, photo }, [bitmap]));
  }

  /** A file of what the edits leave of the picture. */
  async edit(picture: Blob, edits: Edits): Promise<PictureResult> {
    return pictureOf(await this.#run({ type: "edit", picture, edits }));
  }

  /** A page of code, as the editor shows it. */
  async drawCode(page: CodePage, look: EditorLook, show: ShowPreview): Promise<PictureResult> {
    const result = await this.#run({ type: "drawCode", page, look }, [], show);
    return result.type === "picture" || result.type === "refused" ? result : notDrawn;
  }

  async #frames(file: Blob, mime: string): Promise<AddMedia["frames"]> {
    const drawn = await videoFrames(file.slice(0, file.size, mime));
    const frames = await Promise.all(
      drawn.map(async ({ seconds, bitmap }) => {
        const picture = await this.encode(bitmap, true);
        return picture.type === "picture" ? [{ seconds, bytes: picture.bytes }] : [];
      }),
    );
    return frames.flat();
  }

  #run(
    job: MediaJob,
    transfer: Transferable[] = [],
    show: ShowPreview = () => {},
  ): Promise<JobResult> {
    const id = ++this.#lastId;
    const open = { ...Promise.withResolvers<JobResult>(), show };
    this.#open.set(id, open);
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id, job }, transfer);
    const timer = setTimeout(() => this.#giveUp(), longestJobMs);
    return open.promise.finally(() => clearTimeout(timer));
  }

  #start(): Worker {
    const worker = startWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<JobAnswer>) => {
      const open = this.#open.get(data.id);
      if ("preview" in data) return open?.show(data.preview);
      open?.resolve(data.result);
      this.#open.delete(data.id);
    });
    worker.addEventListener("error", () => this.#giveUp());
    return worker;
  }

  /** It is out of memory, mostly: what was asked of it is lost, and must not keep a question from being sent. */
  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#open.values()) reject(new Error("It could not be prepared."));
    this.#open.clear();
  }
}

export const workshop = new Workshop();

function pictureOf(result: JobResult): PictureResult {
  return result.type === "picture" || result.type === "refused" ? result : notDrawn;
}

const notDrawn: PictureResult = { type: "refused", reason: "The picture could not be drawn." };
