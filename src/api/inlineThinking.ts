import {
  firstMark,
  forms,
  loneClosers,
  unfinishedMark,
  type Mark,
  type Part,
} from "./thinkingForms.ts";

/** Looking back at all text costs its length; an answer with so many closing tags in code means them. */
const maxClosersInCode = 50;
/** A line with more white space than this is no blank line. */
const maxBlank = 1000;
const blankLines = /^(?:[ \t]{0,1000}[\r\n]+)+/;

/** Where the split text goes. */
export interface SplitSink {
  text(text: string): void;
  reasoning(text: string): void;
  /** All text so far was thinking. */
  reclassify(): void;
}

/**
 * Splits an answer's text into thinking and answer where the server has not done so (wire.md §5). An opening tag
 * counts at the very start only; a closing tag without one counts when `expectsThinking`, outside code. What could
 * be the beginning of a tag is held back until it is known, and `end` gives it out. The leading blank lines of both
 * parts are dropped. The result does not depend on how the text was cut into pieces.
 */
export class ThinkingSplitter {
  readonly #sink: SplitSink;
  readonly #expectsThinking: boolean;
  #state: "start" | "unopened" | "marked" | "plain" = "start";
  /** What is being given out. */
  #part: Part = "text";
  /** The marks that end it; none in the state `plain`. */
  #marks: readonly Mark[] = [];
  /** Received, not given out. */
  #held = "";
  /** Whether something of the part was given out: its leading blank lines are behind. */
  #begun = false;
  /** All that was given out while a closing tag may still come: tells whether the tag lies in code. */
  #given = "";
  #closersInCode = 0;

  constructor(sink: SplitSink, expectsThinking: boolean) {
    this.#sink = sink;
    this.#expectsThinking = expectsThinking;
  }

  push(text: string): void {
    if (this.#state === "plain" && this.#begun) return this.#sink[this.#part](text);
    this.#held += text;
    this.#advance(false);
  }

  /** The server separates thinking itself, so tags are text. */
  stopSplitting(): void {
    if (this.#state !== "start" && this.#state !== "unopened") return;
    this.#state = "plain";
    this.#give(this.#held.length, false);
  }

  end(): void {
    this.#advance(true);
  }

  #advance(atEnd: boolean): void {
    if (this.#state === "start") this.#start(atEnd);
    if (this.#state === "unopened") this.#findCloser(atEnd);
    while (this.#state === "marked" && this.#cross(atEnd));
    if (this.#state === "plain") this.#give(this.#held.length, atEnd);
  }

  /** Looks for an opening tag, which may follow white space. */
  #start(atEnd: boolean): void {
    this.#held = this.#held.replace(blankLines, "");
    const text = this.#held.trimStart();
    const isBlank = this.#held.length - text.length <= maxBlank;
    const form = isBlank ? forms.find(({ opener }) => text.startsWith(opener)) : undefined;
    if (form !== undefined) {
      this.#held = text.slice(form.opener.length);
      this.#become(form.part, form.marks);
    } else if (atEnd || !isBlank || !forms.some(({ opener }) => opener.startsWith(text))) {
      if (this.#expectsThinking) this.#state = "unopened";
      else this.#become("text", []);
    }
  }

  /** Gives out text, until a closing tag turns all of it into thinking. */
  #findCloser(atEnd: boolean): void {
    let from = 0;
    while (this.#closersInCode < maxClosersInCode) {
      const found = firstMark(this.#held, loneClosers, from);
      if (found === undefined) break;
      if (endsInCode(this.#given + this.#held.slice(0, found.at))) {
        this.#closersInCode++;
        from = found.at + 1;
        continue;
      }
      this.#give(found.at, true);
      if (this.#begun) this.#sink.reclassify();
      return this.#pass(found.mark);
    }
    this.#give(atEnd ? this.#held.length : unfinishedMark(this.#held, loneClosers), atEnd);
  }

  /** Gives out what comes before the next mark and passes it; false when there is none yet. */
  #cross(atEnd: boolean): boolean {
    const open = atEnd ? this.#held.length : unfinishedMark(this.#held, this.#marks);
    const found = firstMark(this.#held, this.#marks, 0);
    if (found === undefined || found.at >= open) {
      this.#give(open, atEnd);
      return false;
    }
    this.#give(found.at, true);
    this.#pass(found.mark);
    return true;
  }

  #pass({ tag, part, next }: Mark): void {
    this.#held = this.#held.slice(tag.length);
    this.#become(part, next);
  }

  #become(part: Part, marks: readonly Mark[]): void {
    this.#state = marks.length > 0 ? "marked" : "plain";
    this.#part = part;
    this.#marks = marks;
    this.#begun = false;
    this.#given = "";
  }

  /** Gives out the first `length` characters that are held; `whole` says that the part ends there. */
  #give(length: number, whole: boolean): void {
    let text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    if (!this.#begun) {
      text = text.replace(blankLines, "");
      if (text.trim() === "" && text.length <= maxBlank) {
        if (!whole) this.#held = text + this.#held;
        return;
      }
    }
    if (text === "") return;
    this.#begun = true;
    if (this.#state === "unopened") this.#given += text;
    this.#sink[this.#part](text);
  }
}

/** Whether what follows `markdown` is inside a fence or a code span. */
function endsInCode(markdown: string): boolean {
  let fence = "";
  let span = 0;
  for (const [run, fenceRun = ""] of markdown.matchAll(
    /(?<=^ {0,3})(`{3,}|~{3,})|`+|\n[ \t]*(?=\n)/gm,
  )) {
    if (fence !== "") {
      if (fenceRun.startsWith(fence)) fence = "";
    } else if (fenceRun !== "") fence = fenceRun;
    else if (run.startsWith("\n")) span = 0;
    else if (span === 0) span = run.length;
    else if (span === run.length) span = 0;
  }
  return fence !== "" || span > 0;
}
