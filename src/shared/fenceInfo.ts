/** What the words after an opening fence say. */
export interface FenceInfo {
  /** The language's tag as it is written, lower case; empty where there is none. */
  readonly language: string;
  /** The file that the code is for, where the fence names one. */
  readonly path: string | null;
}

/** Reads `ts`, `ts src/a.ts`, `ts title="src/a.ts"`, `ts filename=src/a.ts` and `ts:src/a.ts`. */
export function readFenceInfo(info: string): FenceInfo {
  const [tag = "", ...words] = info.trim().split(/\s+/);
  const [language = "", path] = tag.split(/:(.*)/);
  const named = /(?:title|file|filename|path)=(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(info);
  const file =
    named?.[1] ?? named?.[2] ?? named?.[3] ?? [path, ...words].find((word) => looksLikeFile(word));
  return {
    language: language.toLowerCase(),
    path: file === undefined || file === "" ? null : file,
  };
}

/** The language that a block of code is announced and labelled with. */
export function labelOf(info: string): string {
  const tag = info.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  return /^[a-z\d+#.\-_]{1,30}$/.test(tag) ? tag : "text";
}

function looksLikeFile(word: string | undefined): boolean {
  return word !== undefined && /^[^\s"'<>|{}=]*[\w-]\.\w+$/.test(word);
}
