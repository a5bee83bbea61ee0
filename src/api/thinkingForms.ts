export type Part = "text" | "reasoning";

/** A tag inside an answer, and what follows it. */
export interface Mark {
  readonly tag: string;
  readonly part: Part;
  /** The tags that count from there on. */
  readonly next: readonly Mark[];
}

/** A way to write thinking into the text: what it begins with, and what comes next. */
export interface Form {
  readonly opener: string;
  readonly part: Part;
  readonly marks: readonly Mark[];
}

/** Qwen, DeepSeek, GLM; variants of them; MiniMax; Kimi; Mistral. */
const tagPairs = [
  ["<think>", "</think>"],
  ["<thinking>", "</thinking>"],
  ["<thought>", "</thought>"],
  ["<mm:think>", "</mm:think>"],
  ["◁think▷", "◁/think▷"],
  ["[THINK]", "[/THINK]"],
] as const;

/** Cohere frames the answer too. */
const cohere = { opener: "<|START_THINKING|>", closer: "<|END_THINKING|>" };
const endOfResponse: Mark = { tag: "<|END_RESPONSE|>", part: "text", next: [] };
const cohereAnswer: readonly Mark[] = [
  { tag: "<|START_RESPONSE|>", part: "text", next: [endOfResponse] },
];

/**
 * The Harmony format of gpt-oss, as it looks where a server passes it on raw. Each message has a channel; the
 * answer is the channel `final`. Whatever deviates from it stays text.
 */
function harmonyForms(): Form[] {
  const marks: Mark[] = [];
  const openers: Form[] = [];
  for (const channel of ["analysis", "commentary", "final"])
    for (const start of ["", "<|start|>assistant"]) {
      const tag = `${start}<|channel|>${channel}<|message|>`;
      const part = channel === "final" ? "text" : "reasoning";
      openers.push({ opener: tag, part, marks });
      for (const end of ["", "<|end|>"]) marks.push({ tag: end + tag, part, next: marks });
    }
  for (const tag of ["<|end|>", "<|return|>"]) marks.push({ tag, part: "text", next: marks });
  return openers;
}

export const forms: readonly Form[] = [
  ...tagPairs.map(([opener, closer]): Form => thinkingForm(opener, closer, [])),
  thinkingForm(cohere.opener, cohere.closer, cohereAnswer),
  ...harmonyForms(),
];

/** The closing tags that may come without an opener, where the server's template wrote the opener itself. */
export const loneClosers: readonly Mark[] = [
  ...tagPairs.map(([, closer]): Mark => ({ tag: closer, part: "text", next: [] })),
  { tag: cohere.closer, part: "text", next: cohereAnswer },
];

const allTags = [
  ...forms.map(({ opener }) => opener),
  ...forms.flatMap(({ marks }) => marks),
  ...loneClosers,
].map((mark) => (typeof mark === "string" ? mark : mark.tag));
const longestTag = Math.max(...allTags.map((tag) => tag.length));
const tagStarts = new Set(allTags.map((tag) => tag.charAt(0)));

function thinkingForm(opener: string, closer: string, next: readonly Mark[]): Form {
  return { opener, part: "reasoning", marks: [{ tag: closer, part: "text", next }] };
}

/** The first mark in `text` at or after `from`; of several at one place the longest. */
export function firstMark(
  text: string,
  marks: readonly Mark[],
  from: number,
): { readonly mark: Mark; readonly at: number } | undefined {
  let best: { mark: Mark; at: number } | undefined;
  for (const mark of marks) {
    const at = text.indexOf(mark.tag, from);
    if (at < 0) continue;
    if (
      best === undefined ||
      at < best.at ||
      (at === best.at && mark.tag.length > best.mark.tag.length)
    )
      best = { mark, at };
  }
  return best;
}

/** Where the first mark could begin that `text` holds only the beginning of; its length when there is none. */
export function unfinishedMark(text: string, marks: readonly Mark[]): number {
  for (let at = Math.max(0, text.length - longestTag + 1); at < text.length; at++) {
    if (!tagStarts.has(text.charAt(at))) continue;
    const rest = text.slice(at);
    if (marks.some(({ tag }) => tag.startsWith(rest) && tag.length > rest.length)) return at;
  }
  return text.length;
}
