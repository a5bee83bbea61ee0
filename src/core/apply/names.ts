/** What a line of code gives a name to, or imports. */
export interface Name {
  readonly kind: "declaration" | "variable" | "import";
  /** The word that declares it; empty for members of classes and objects. */
  readonly keyword: string;
  readonly name: string;
}

const modifiers =
  /^(?:@[\w.]+(?:\([^)]*\))?\s+|(?:export|default|declare|public|private|protected|internal|static|async|abstract|final|override|readonly|const|unsafe|extern|inline|open|data|pub(?:\([^)]*\))?)\s+(?=[\p{L}_$@]))+/u;
const declaration =
  /^(function|class|interface|type|struct|enum|trait|module|namespace|record|object|def|fn|func|fun)\*?\s+\*?(?:\(\s*(?:\w+\s+)?\*?(\w+)[^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$.]*[?!]?)/u;
const variable = /^(const|let|var|val)\s+(?:mut\s+)?([\p{L}_$][\p{L}\p{N}_$]*)/u;
const method =
  /^(?:(?:[\p{L}_$][\p{L}\p{N}_$<>[\],.?&*:]*|<[^(]*>)\s+)*[*&]*((?:\w+::)*[~#]?[\p{L}_$][\p{L}\p{N}_$]*)(?:<[^(]*>)?\(/u;
const field =
  /^(?:[\p{L}_$][\p{L}\p{N}_$<>[\],.?]*\s+)*?([#\p{L}_$][\p{L}\p{N}_$.#-]*|"[^"]+"|'[^']+')\s*[?!]?(?:\s*:?=(?![=>])|:(?=\s|$))/u;
const leaving = /^(?:return|throw|raise)\b/;
const control =
  /^(?:if|else|elif|for|foreach|while|until|do|switch|case|default|match|when|with|using|lock|synchronized|try|catch|except|finally|await|yield|new|delete|defer|go|assert|print|echo|function|super)\b/;

/** The name that a header declares. `bare` is the header without comments and strings. */
export function nameOf(header: string, bare: string): Name | undefined {
  if (isImport(header)) return { kind: "import", keyword: "import", name: moduleOf(header) };
  const plain = constantless(header);
  const [, word, receiver, declared] = declaration.exec(plain) ?? [];
  if (word !== undefined && declared !== undefined) {
    const name = receiver === undefined ? declared : `${receiver}.${declared}`;
    return { kind: "declaration", keyword: word, name };
  }
  const [, how, called] = variable.exec(plain) ?? [];
  if (how !== undefined && called !== undefined)
    return { kind: "variable", keyword: how, name: called };
  return memberName(plain, constantless(bare));
}

/** `const` is a modifier of `enum` and `fn`, and declares by itself. */
function constantless(header: string): string {
  const rest = header.replace(modifiers, "");
  const before = header.slice(0, header.length - rest.length);
  return /\bconst\s+$/.test(before) && !declaration.test(rest) ? `const ${rest}` : rest;
}

function memberName(header: string, bare: string): Name | undefined {
  if (leaving.test(header)) return { kind: "variable", keyword: "", name: "return" };
  if (control.test(header)) return undefined;
  const name = method.exec(bare)?.[1];
  if (name !== undefined && isMethod(bare)) return { kind: "declaration", keyword: "", name };
  const set = field.exec(header)?.[1];
  return set === undefined ? undefined : { kind: "variable", keyword: "", name: set };
}

/** A call looks like a method's header, but its parentheses close behind what it is given, or nothing opens. */
function isMethod(bare: string): boolean {
  const opened = bare.split("(").length;
  return opened === bare.split(")").length && (bare.includes("{") || /\)\s*:\s/.test(bare));
}

/** Whether a line imports; `from __future__` has to stay in front of the others. */
export function isImport(line: string): boolean {
  return /^\s*(?:import\b(?!\()|from\s+(?!__future__)\S+\s+import\b|use\s|using\s+[\w.]+;|#include\b)/.test(
    line,
  );
}

/** What an import is from. Types come by an import of their own. */
function moduleOf(header: string): string {
  if (/^import\s*\(/.test(header)) return "(";
  const [, type = "", module] = /^import\s+(type\s)?.*["']([^"']+)["']/.exec(header) ?? [];
  return module === undefined ? (/^from\s+(\S+)/.exec(header)?.[1] ?? header) : type + module;
}
