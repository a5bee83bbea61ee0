/** Lines of code, and what their brackets say of its structure. */
export interface Code {
  readonly lines: readonly string[];
  /** The lines without comments and without what is inside of strings. */
  readonly bare: readonly string[];
  /** How many brackets are open where each line starts, and after the last line. */
  readonly depth: readonly number[];
}

/** Stands for what is inside of a string, or of a comment of several lines. */
const filler = "\0";

/** A quote after `&` or `<` starts a lifetime in Rust. */
const strings = [
  String.raw`"""[\s\S]*?"""`,
  String.raw`'''[\s\S]*?'''`,
  String.raw`"(?:\\.|[^"\\\n]){0,5000}"`,
  String.raw`(?<![&<])'(?:\\.|[^'\\\n]){0,5000}'`,
];
/** What looks like one in addresses, in patterns of paths and in private names such as `#count` starts none. */
const comments = [
  String.raw`(?<![*\w])/\*[\s\S]*?\*/`,
  String.raw`<!--[\s\S]*?-->`,
  String.raw`(?<=^|[\s;,([{}])//.*`,
  String.raw`(?<=^|\s)#(?=[\s!]|$).*`,
];
/** A regular expression, where a value can start. */
const pattern = String.raw`(?<=(?:^|[=(,:[!&|?;{}]|\breturn)[ \t]*)/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\[\n]){1,500}/`;

const token = new RegExp(`(${[...comments, ...strings, pattern].join("|")})|[\x60{}]`, "gm");
/** Python divides by `//`. */
const pythonToken = new RegExp(`(${[...strings, "#.*"].join("|")})|[\x60{}]`, "gm");
const python = /^[ \t]*(?:async )?(?:def|class) .*:[ \t]*(?:#.*)?$/m;
/** Where a template ends, or a value in it starts. */
const stop = /(?<!\\)(?:\\\\)*(`|\$\{)/g;

/** Reads no language in particular: whoever relies on the brackets checks that they agree with the indentation. */
export function scan(lines: readonly string[]): Code {
  const bare = bareText(lines.join("\n")).split("\n");
  const depth = [0];
  for (const line of bare) {
    const opened = line.replaceAll(/[^([{]/g, "").length;
    const closed = line.replaceAll(/[^)\]}]/g, "").length;
    depth.push((depth.at(-1) ?? 0) + opened - closed);
  }
  return { lines, bare, depth };
}

export function isPython(text: string): boolean {
  return python.test(text);
}

/** The text with what is inside of comments and strings filled up; the values in templates stay. */
function bareText(text: string): string {
  const braces: string[] = [];
  let bare = "";
  let done = 0;
  const next = isPython(text) ? pythonToken : token;
  const find = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = done;
    return pattern.exec(text);
  };
  for (let found = find(next); found !== null; found = find(next)) {
    const [sign, string] = found;
    bare += text.slice(done, found.index) + (string === undefined ? sign : emptied(string));
    done = next.lastIndex;
    if (sign === "{") braces.push(sign);
    // A template starts, or goes on behind a value.
    if (sign !== "`" && (sign !== "}" || braces.pop() !== "${")) continue;
    const end = find(stop)?.[1];
    if (end === undefined) continue;
    bare += filled(text.slice(done, stop.lastIndex - 1)) + (end === "`" ? filler : "{");
    done = stop.lastIndex;
    if (end !== "`") braces.push(end);
  }
  return bare + text.slice(done);
}

function emptied(token: string): string {
  const isRemark = /^(?:\/[/*]|#|<!--)/.test(token) && !token.includes("\n");
  return isRemark ? " ".repeat(token.length) : token.slice(0, 1) + filled(token.slice(1));
}

function filled(text: string): string {
  return text.replaceAll(/[^\n]/g, filler);
}

/** Whether a line starts inside of a string or a comment: its indentation says nothing then. */
export function startsInside({ bare }: Code, line: number): boolean {
  return bare[line]?.startsWith(filler) ?? false;
}
