/** An address that a browser or a mail program opens; the host asks first, showing all of it. */
export function isWebAddress(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s\p{Cc}\p{Cf}]+$/iu.test(url);
}

/** A relative path with an optional place in the file: `src/a.ts`, `src/a.ts:12:3`, `src/a.ts#L12`. */
function isPath(text: string): boolean {
  return /^(?![a-z][a-z\d+.-]*:(?!\d))(?!\/)[^\s\p{Cc}\p{Cf}<>|?*"\\]{1,300}$/iu.test(text);
}

/** Whether a link may lead there at all. Links to anything else stay the text that they are. */
export function isLinkTarget(url: string): boolean {
  return isWebAddress(url) || isPath(url);
}

/** Of a bare address in text. Full-width punctuation ends it: Chinese and Japanese have no blank before it. */
const inAddress =
  /[^\s<>`\p{Cc}\u201C\u201D\u3001-\u3003\u3008-\u301F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]/u
    .source;
const rest = new RegExp(`^://${inAddress}+`, "u");
const bareAddress = new RegExp(
  String.raw`(?<![\w.@/+-])(?:www\.[\w-]+(?:\.[\w-]+)+(?:[/?#:]${inAddress}*)?|([\w.+-]+@[\w-]+(?:\.[\w-]+)+))(?![\w@])`,
  "gu",
);

export interface LinkPiece {
  readonly text: string;
  /** Where it leads; not set for plain text. */
  readonly url?: string;
}

/** Finds GFM's other autolinks, `www.…` and e-mail addresses, in text outside of links. */
export function splitLinks(text: string): readonly LinkPiece[] {
  const pieces: LinkPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(bareAddress)) {
    const [whole, mail] = match;
    const found = trimAddress(whole);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, url: `${mail === undefined ? "http://" : "mailto:"}${found}` });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The scheme that a text ends with, where it begins a bare address. */
export function schemeAtEnd(text: string): string | undefined {
  return /(?:^|[^a-z0-9])(https?)$/i.exec(text.slice(-6))?.[1];
}

/** What of a text, from `://` on, belongs to a bare address. */
export function restOfAddress(text: string): string {
  return trimAddress(rest.exec(text)?.[0] ?? "");
}

/** Leaves the punctuation that ends a sentence, and brackets opened before it, out of an address. */
function trimAddress(text: string): string {
  let open = count(text, "(") - count(text, ")");
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ")" ? open++ >= 0 : !/[?!.,:;*_~'"|\]]/.test(last)) break;
  }
  return text.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
