import { charactersAround } from "./charactersAround.ts";
import { isBesideCjk } from "./cjk.ts";
import { restOfAddress, schemeAtEnd } from "./links.ts";

/** Longer texts are drawn as they stand: a paragraph of this length has no half-written start to hide. */
const longest = 4000;

/**
 * Completes what the end of a growing text leaves half-written, so that it is drawn as it will be once
 * it is closed: `a **bo` gives `a **bo**`, `see [text](htt` gives `see text`, and markers that nothing
 * follows yet are left out. What is finished stays as it is.
 */
export function closeOpenEnd(text: string): string {
  return text.length > longest ? text : new OpenEnd(text.trimEnd()).close();
}

interface Opener {
  readonly marker: string;
  /** How many of its characters still wait for a closer. */
  length: number;
  readonly run: number;
  readonly canClose: boolean;
  /** Where it is in the output. */
  readonly start: number;
  readonly end: number;
}

class OpenEnd {
  #text: string;
  #at = 0;
  #output = "";
  readonly #openers: Opener[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  close(): string {
    while (this.#at < this.#text.length) this.#step();
    let output = this.#output.trimEnd();
    let last = this.#openers.at(-1);
    for (; last !== undefined && last.end >= output.length; last = this.#openers.at(-1)) {
      output = output.slice(0, last.start).trimEnd();
      this.#openers.pop();
    }
    // One tilde mostly says "about": it is shown until it is closed.
    const closers = this.#openers
      .filter((opener) => !isOneTilde(opener))
      .map(({ marker, length }) => marker.repeat(length));
    return output + closers.toReversed().join("");
  }

  #step(): void {
    const character = this.#text.charAt(this.#at);
    if (character === "\\") this.#backslash();
    else if (character === "`") this.#code();
    else if (character === "$" && this.#startsWith("$$")) this.#formula("$$", "$$");
    else if (character === "*" || character === "_" || character === "~") this.#emphasis(character);
    else if (character === "[") this.#link(false);
    else if (this.#startsWith("](")) this.#target();
    else if (this.#startsWith("://") && schemeAtEnd(this.#output) !== undefined) this.#address();
    else if (character === "!" && this.#startsWith("![")) this.#link(true);
    else if (this.#isHalfWritten(character)) this.#stop();
    else if (character === "<") this.#angle();
    else this.#copy(1);
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #copy(length: number): void {
    this.#output += this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  /** Leaves the rest out: what it will be is not known yet. */
  #stop(): void {
    this.#at = this.#text.length;
  }

  /** The start of an entity, of a `<br>`, or of a picture where no sentence ends. */
  #isHalfWritten(character: string): boolean {
    if (character === "<")
      return /^<(?:b(?:r ?\/?)?)?$/i.test(this.#text.slice(this.#at, this.#at + 8));
    if (character === "&") return /^&#?\w{0,31}$/.test(this.#text.slice(this.#at, this.#at + 40));
    return (
      character === "!" && this.#at === this.#text.length - 1 && /(?:^|\s)$/.test(this.#output)
    );
  }

  #backslash(): void {
    if (this.#startsWith("\\(")) this.#formula("\\(", "\\)");
    else if (this.#startsWith("\\[")) this.#formula("\\[", "\\]");
    else if (this.#at === this.#text.length - 1) this.#stop();
    else this.#copy(2);
  }

  #formula(opener: string, closer: string): void {
    const end = this.#text.indexOf(closer, this.#at + opener.length);
    if (end >= 0) return this.#copy(end + closer.length - this.#at);
    this.#unclosed(opener.length, closer);
  }

  #code(): void {
    const run = /^`+/.exec(this.#text.slice(this.#at))?.[0] ?? "`";
    const closer = new RegExp(`(?<!\`)${run}(?!\`)`, "g");
    closer.lastIndex = this.#at + run.length;
    const end = closer.exec(this.#text);
    if (end) this.#copy(closer.lastIndex - this.#at);
    else this.#unclosed(run.length, run);
  }

  /** Everything after an opener of code belongs to it; half of a closer is left out. */
  #unclosed(opener: number, closer: string): void {
    const content = this.#text.slice(this.#at + opener).replace(/[`\\$]+$/, "");
    if (content.trim() !== "") {
      this.#output += this.#text.slice(this.#at, this.#at + opener) + content + closer;
    }
    this.#stop();
  }

  #angle(): void {
    const rest = this.#text.slice(this.#at + 1);
    const isAddress =
      /^[a-z][a-z\d+.-]{1,31}:[^\s<>]*$/i.test(rest) || (rest !== "" && "https:".startsWith(rest));
    if (isAddress) this.#at++;
    else this.#copy(1);
  }

  #link(picture: boolean): void {
    const start = this.#at + (picture ? 2 : 1);
    const isIndex = !picture && /[\w\])]$/.test(this.#output);
    const label = closing(this.#text, start, "[", "]");
    if (isIndex || (label !== undefined && !this.#isOpenTarget(label + 1))) {
      return this.#copy(start - this.#at);
    }
    if (picture) return this.#stop();
    // Its text goes on without the brackets.
    this.#text = this.#text.slice(0, label);
    this.#at = start;
  }

  /** What a link leads to has no emphasis. */
  #target(): void {
    const end = closing(this.#text, this.#at + 2, "(", ")") ?? this.#at;
    this.#copy(end + 1 - this.#at);
  }

  #address(): void {
    const [text = ""] = this.#text.slice(this.#at).split("]", 1);
    this.#copy(Math.max(1, restOfAddress(text).length));
  }

  /** Whether what follows a closed label can still become a link's target. */
  #isOpenTarget(at: number): boolean {
    const target = this.#text.slice(at);
    if (target === "") return true;
    if (/^:\s*$/.test(target) && /(?:^|\n)$/.test(this.#output)) return true;
    if (target.startsWith("[")) return closing(target, 1, "[", "]") === undefined;
    if (!/^\(\s*[^\s]*(?:\s+["'(].*)?$/s.test(target)) return false;
    return closing(target, 1, "(", ")") === undefined;
  }

  #emphasis(marker: string): void {
    const text = this.#text;
    let end = this.#at;
    while (text[end] === marker) end++;
    if (end === text.length) return this.#stop();
    const run = end - this.#at;
    const { canOpen, canClose } = flanking(marker, run, ...charactersAround(text, this.#at, end));
    const start = this.#output.length;
    this.#copy(run);
    if (isOneTilde({ marker, run }) && canOpen === canClose) return;
    const left = canClose ? this.#matchClosers(marker, run, canOpen) : run;
    if (left > 0 && canOpen) {
      this.#openers.push({ marker, length: left, run, canClose, start, end: start + run });
    }
  }

  /** Takes a closing run off the openers that it closes; returns what is left of it. */
  #matchClosers(marker: string, run: number, canOpen: boolean): number {
    let left = run;
    while (left > 0) {
      const index = this.#openers.findLastIndex(
        (opener) =>
          opener.marker === marker &&
          isOneTilde(opener) === isOneTilde({ marker, run }) &&
          !((opener.canClose || canOpen) && (opener.run + run) % 3 === 0 && run % 3 !== 0),
      );
      const opener = this.#openers[index];
      if (opener === undefined) break;
      const used = Math.min(2, left, opener.length);
      opener.length -= used;
      left -= used;
      this.#openers.length = opener.length > 0 ? index + 1 : index;
    }
    return left;
  }
}

function isOneTilde({ marker, run }: Pick<Opener, "marker" | "run">): boolean {
  return marker === "~" && run === 1;
}

/** Where the bracket that is open at `at` closes. */
function closing(text: string, at: number, open: string, close: string): number | undefined {
  let depth = 1;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === "\\") index++;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return index;
  }
  return undefined;
}

function flanking(
  marker: string,
  run: number,
  before: string,
  after: string,
): { readonly canOpen: boolean; readonly canClose: boolean } {
  const spaceBefore = /\s/.test(before);
  const spaceAfter = /\s/.test(after);
  if (marker !== "_" && isBesideCjk(run, before, after)) {
    return { canOpen: !spaceAfter, canClose: !spaceBefore };
  }
  const markBefore = /[\p{P}\p{S}]/u.test(before);
  const markAfter = /[\p{P}\p{S}]/u.test(after);
  const left = !spaceAfter && (!markAfter || spaceBefore || markBefore);
  const right = !spaceBefore && (!markBefore || spaceAfter || markAfter);
  if (marker !== "_") return { canOpen: left, canClose: right };
  return { canOpen: left && (!right || markBefore), canClose: right && (!left || markAfter) };
}
