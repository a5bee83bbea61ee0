/** What a question carries beside its text. The host holds the contents; the view gets names. */
export type Attachment = CodeAttachment | MediaAttachment;

/** Text from the editor: a file, lines of it, a diff, the problems, what a terminal said. */
export interface CodeAttachment {
  readonly kind: "code";
  readonly id: string;
  /** Relative to its folder, with `/`; a document without a file has its title. */
  readonly path: string;
  /** Of the document, for finding the lines again; never sent. */
  readonly uri?: string;
  readonly languageId: string;
  /** 1-based, inclusive; undefined for a whole file. */
  readonly lines?: LineRange;
  /** Of the first or the last of the lines it is a part only. */
  readonly isPart?: boolean;
  readonly text: string;
  /** What the lines are inside of, outermost first: `["Greeter", "greet"]`. */
  readonly symbols?: readonly string[];
  /** The document changed since: the text is what it was, not what it is. */
  readonly outdated?: boolean;
  /** What the editor reports in these lines, where the user asked to send it. */
  readonly problems?: readonly Problem[];
}

export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface Problem {
  readonly severity: "error" | "warning" | "information" | "hint";
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  /** `ts 2322`, `eslint no-undef`. */
  readonly source?: string;
}

export interface MediaAttachment {
  readonly kind: "image" | "video";
  readonly id: string;
  readonly name: string;
  readonly media: MediaRef;
  /** Pixels of the original, where the picture had to shrink. */
  readonly shrunkFrom?: { readonly width: number; readonly height: number };
  readonly shows?: Shown;
  /** Of a video, evenly spaced: for models that take pictures only. */
  readonly frames?: readonly VideoFrame[];
  /** The user's choice: from now on requests have its name in words instead. */
  readonly isDropped?: boolean;
}

export interface VideoFrame {
  readonly media: MediaRef;
  /** Since the video's beginning. */
  readonly seconds: number;
}

/** The code that a picture of the editor shows: text that can go out beside it, and the place to go back to. */
export interface Shown {
  readonly code: CodeAttachment;
  /** The user's choice. */
  readonly isSent: boolean;
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

/** The files of the media store that the attachments refer to. */
export function mediaOf(attachments: readonly Attachment[]): readonly MediaRef[] {
  return attachments.flatMap((attachment) =>
    attachment.kind === "code"
      ? []
      : [attachment, ...(attachment.frames ?? [])].map(({ media }) => media),
  );
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

/** Whether the other holds the code as it is now, in words or in a picture. */
export function isHeldBy(code: CodeAttachment, other: Attachment | undefined): boolean {
  const held = other?.kind === "code" ? other : other?.shows?.code;
  if (held === undefined) return false;
  const isWhole = held.isPart !== true && held.outdated !== true;
  return isWhole ? isSameLines(code, held) : isSameText(code, held);
}

/** Whether both are the same lines of the same document, word for word. */
export function isSameText(code: CodeAttachment, other: CodeAttachment | undefined): boolean {
  return other !== undefined && isSameLines(code, other) && code.text === other.text;
}

function isSameLines(code: CodeAttachment, other: CodeAttachment): boolean {
  return (
    code.uri !== undefined &&
    code.uri === other.uri &&
    code.lines?.start === other.lines?.start &&
    code.lines?.end === other.lines?.end
  );
}
