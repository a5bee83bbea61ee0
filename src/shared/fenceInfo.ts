/** What the words after an opening fence say. */
export interface FenceInfo {
  /** The language's tag as it is written, lower case; empty where there is none. */
  readonly language: string;
  /** The file that the code is for, where the fence names one. */
  readonly path: string | null;
}

/** Reads `ts`, `ts src/a.ts`, `ts title="src/a.ts"`, `ts filename=src/a.ts`, `ts:src/a.ts` and `src/a.ts`. */
export function readFenceInfo(info: string): FenceInfo {
  const [tag = "", ...words] = info.trim().split(/\s+/);
  const [language = "", path] = tag.split(/:(.*)/);
  const [, key, ...values] =
    /(title|file|filename|path)=(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(info) ?? [];
  const named = values.find((value) => value !== undefined);
  const isFile = key?.toLowerCase() !== "title" || looksLikeFile(named?.replaceAll(" ", "-"));
  // Types of media, such as `text/html`, are tags.
  const own = /\/[^/]*\.\w+$/.test(language) ? language : undefined;
  const file =
    isFile && named !== undefined
      ? named
      : [path, ...words, own].find((word) => looksLikeFile(word));
  return {
    language: language.toLowerCase(),
    path: file === undefined || file === "" ? null : file.replace(lines, ""),
  };
}

/** The language that a block of code is announced and labelled with. */
export function labelOf(info: string): string {
  const tag = info.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  return /^[a-z\d+#.\-_]{1,30}$/.test(tag) ? tag : "text";
}

/** `:10`, `:10-20`, `#L10-L20` after a name. */
const lines = /(?::\d+(?:[-:]\d+)?|#L?\d+(?:-L?\d+)?)$/;

const knownNames =
  /^(?:(?:gnu)?makefile|(?:docker|container|gem|rake|proc|just|vagrant|brew|pip|jenkins|caddy|pod)file|licen[cs]e|readme|changelog|notice|codeowners)$/i;

/** A name with an extension, in a folder, of a dot file, or that everyone knows. */
function looksLikeFile(word: string | undefined): boolean {
  const name = word?.replace(lines, "") ?? "";
  if (!/^[^\s"'<>|{}=,]*[\w)\]-]$/.test(name)) return false;
  return /[\w)\]-]\.\w+$|\w\/[^/]+$|^\.\w/.test(name) || knownNames.test(name);
}
