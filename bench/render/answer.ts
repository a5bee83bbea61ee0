/** The text of an answer with everything that answers have: about `length` characters, the same every time. */
export function writeAnswer(length: number, seed = 1): string {
  const writer = new Writer(seed);
  let text = "";
  while (text.length < length - 40) text += writer.part(text.length);
  return `${text.slice(0, text.lastIndexOf("\n\n", length))}\n\n${lastWords}\n`;
}

/** What every answer ends with, so that one can see that all of it is shown. */
export const lastWords = "That was the last word of it.";

/** Cuts a text into pieces as tokens are, 4.2 characters each. */
export function toDeltas(text: string, seed = 1): readonly string[] {
  const random = randomNumbers(seed);
  const deltas: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random() * 7.4);
    deltas.push(text.slice(at, at + length));
    at += length;
  }
  return deltas;
}

/** A stored conversation: questions and answers in turn, of about `size` characters altogether. */
export function writeConversation(messages: number, size: number): readonly string[] {
  const answer = (2 * size) / messages - 100;
  return Array.from({ length: messages }, (_, index) =>
    index % 2 === 0
      ? `Question ${index}: how do I keep the connections of a pool apart, and what does it cost to close them?`
      : writeAnswer(answer, index),
  );
}

const words =
  "the a request keeps its connection open while parser reads one chunk and every listener waits for state that changed before value was stored because order matters only when two writers share them so we copy first then compare later which makes errors visible early without any lock at all".split(
    " ",
  );
const names = ["pool", "state", "chunk", "parseLine", "retry", "deadline", "cursor", "entries"];

class Writer {
  readonly #random: () => number;
  #codeAt = 1200;

  constructor(seed: number) {
    this.#random = randomNumbers(seed);
  }

  /** One block, or code where the text has grown by 4 KB. */
  part(at: number): string {
    if (at >= this.#codeAt) {
      this.#codeAt += 4096;
      return this.#code();
    }
    const draw = this.#random();
    if (draw < 0.12) return `## ${this.#words(4)}\n\n`;
    if (draw < 0.3) return this.#list();
    if (draw < 0.36) return this.#table();
    if (draw < 0.42) return `> ${this.#sentence()}\n> ${this.#sentence()}\n\n`;
    return `${Array.from({ length: this.#from(2, 5) }, () => this.#sentence()).join(" ")}\n\n`;
  }

  #from(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #pick(from: readonly string[]): string {
    return from[Math.floor(this.#random() * from.length)] ?? "";
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.#pick(words)).join(" ");
  }

  #sentence(): string {
    const start = this.#words(this.#from(3, 9));
    const draw = this.#random();
    const name = this.#pick(names);
    const middle =
      draw < 0.3
        ? ` \`${name}\` `
        : draw < 0.45
          ? ` **${this.#words(2)}** `
          : draw < 0.55
            ? ` [${name}](https://example.com/${name}) `
            : " ";
    return `${start.charAt(0).toUpperCase()}${start.slice(1)}${middle}${this.#words(this.#from(3, 8))}.`;
  }

  #list(): string {
    const items = Array.from({ length: this.#from(3, 5) }, (_, index) => {
      const nested = this.#random() < 0.4 ? `\n  - ${this.#words(5)}\n  - ${this.#sentence()}` : "";
      return `- **Step ${index + 1}**: ${this.#sentence()}${nested}`;
    });
    return `${items.join("\n")}\n\n`;
  }

  #table(): string {
    const row = () => `| \`${this.#pick(names)}\` | ${this.#words(3)} | ${this.#from(1, 99)} ms |`;
    const rows = Array.from({ length: this.#from(3, 6) }, row);
    return `| Name | Meaning | Time |\n| --- | --- | ---: |\n${rows.join("\n")}\n\n`;
  }

  #code(): string {
    const language = this.#pick(Object.keys(lineOf));
    const lines = Array.from({ length: this.#from(18, 44) }, () =>
      lineOf[language]?.(this.#pick(names), this.#pick(words), this.#from(1, 999)),
    );
    return `\`\`\`${language}\n${lines.join("\n")}\n\`\`\`\n\n`;
  }
}

const lineOf: Readonly<Record<string, (name: string, word: string, value: number) => string>> = {
  ts: (name, word, value) =>
    value % 3 === 0
      ? `  // ${word} ${name}`
      : `  const ${name} = await ${word}(this.#${name}, "${word}", ${value});`,
  python: (name, word, value) =>
    value % 4 === 0
      ? `def ${name}_${word}(self):`
      : `    ${name} = f"{${word}} ${value}"  # ${word}`,
  bash: (name, word, value) => `echo "$${name}" | grep -v '${word}' > /tmp/${name}.${value}`,
  json: (name, word, value) => `  "${name}": { "${word}": ${value}, "is": [true, null] },`,
};

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
