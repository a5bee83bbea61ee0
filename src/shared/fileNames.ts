/** Files that answers name. The view asks which of them the workspace has, and only those become links. */
export interface FindFilesIntent {
  readonly type: "findFiles";
  readonly paths: readonly string[];
}

export interface OpenFileIntent {
  readonly type: "openFile";
  readonly path: string;
  /** From 1; null where the answer names none. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Answers `findFiles`, once or never; nothing waits for it. */
export interface FilesSignal {
  readonly type: "files";
  readonly there: readonly string[];
  readonly missing: readonly string[];
}
