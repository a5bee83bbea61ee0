import { hasInvisible } from "../../shared/invisible.ts";

/**
 * The path that an answer names, as a path inside a workspace folder with `/` between its parts; undefined for
 * everything that could lead elsewhere or name something that is no ordinary file. It is a hint only: whoever
 * writes checks where it really leads (threats T13).
 */
export function pathInside(hint: string): string | undefined {
  if (hasInvisible(hint) || /%(?:25)*(?:2e|2f|5c)/i.test(hint)) return undefined;
  const parts = hint.replaceAll("\\", "/").replace(/^\.\//, "").split("/");
  return parts.every(isOrdinaryName) ? parts.join("/") : undefined;
}

function isOrdinaryName(name: string): boolean {
  return (
    name !== "" &&
    name.length <= 255 &&
    !/^\.{1,2}$/.test(name) &&
    !/[:*?"<>|\p{Cc}]/u.test(name) &&
    !/[. ]$|^[ ~]/.test(name) &&
    !/~\d/.test(name) &&
    !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name)
  );
}
