import type { Edits } from "../pictureEditor/edits.ts";
import type { EditorLook } from "../codePicture/editorLook.ts";
import type { CodePage } from "../codePicture/layout.ts";

/** What the view asks of the worker that prepares pictures. */
export type MediaJob =
  /** A file of any kind, as it was pasted, dropped or picked. */
  | { readonly type: "prepare"; readonly file: Blob }
  /** What only a page can draw (an SVG, a frame of a video), drawn there. */
  | { readonly type: "encode"; readonly bitmap: ImageBitmap; readonly photo: boolean }
  | { readonly type: "edit"; readonly picture: Blob; readonly edits: Edits }
  | { readonly type: "drawCode"; readonly page: CodePage; readonly look: EditorLook };

export type JobResult =
  | PictureResult
  /** Only a page can draw it. */
  | { readonly type: "svg" }
  /** A file for reading. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "video"; readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string };

export type PictureResult =
  | PreparedPicture
  /** `reason`: a sentence for the user. */
  | { readonly type: "refused"; readonly reason: string };

/** A picture that is fit to be sent. */
export interface PreparedPicture {
  readonly type: "picture";
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes, for the view to show; `bytes` goes to the host. */
  readonly picture: Blob;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Pixels of the original, where the picture had to shrink. */
  readonly shrunkFrom?: Size;
}

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface JobRequest {
  readonly id: number;
  readonly job: MediaJob;
}

export type JobAnswer =
  | { readonly id: number; readonly result: JobResult }
  /** What the picture looks like, before it is ready; small. */
  | { readonly id: number; readonly preview: Blob };
