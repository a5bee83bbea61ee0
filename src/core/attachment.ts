/** What a question carries beside its text. The host holds the contents; the view gets names. */
export type Attachment = CodeAttachment | MediaAttachment;

export interface CodeAttachment {
  readonly kind: "code";
  readonly id: string;
  /** Relative to its folder, with `/`; a document without a file has its title. */
  readonly path: string;
  readonly languageId: string;
  /** 1-based, inclusive; undefined for a whole file. */
  readonly lines?: LineRange;
  readonly text: string;
}

export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface MediaAttachment {
  readonly kind: "image" | "video";
  readonly id: string;
  readonly name: string;
  readonly media: MediaRef;
}

/** A file of the media store, named by its content. */
export interface MediaRef {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels; undefined for videos. */
  readonly width?: number;
  readonly height?: number;
}

/** `greet.ts:3-7`, `shot.png 1280×800`. */
export function attachmentName(attachment: Attachment): string {
  if (attachment.kind === "code") {
    const { lines } = attachment;
    const file = attachment.path.split("/").at(-1) ?? attachment.path;
    if (lines === undefined) return file;
    return lines.start === lines.end
      ? `${file}:${lines.start}`
      : `${file}:${lines.start}-${lines.end}`;
  }
  const { width, height } = attachment.media;
  return width === undefined ? attachment.name : `${attachment.name} ${width}×${height}`;
}
