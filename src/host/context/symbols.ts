import { setTimeout } from "node:timers/promises";
import {
  commands,
  Range,
  SymbolKind,
  type DocumentSymbol,
  type SymbolInformation,
  type TextDocument,
} from "vscode";

type AnySymbol = DocumentSymbol | SymbolInformation;

interface Request {
  readonly version: number;
  readonly symbols: Promise<readonly AnySymbol[]>;
}

/** How long a language server may take to name what the lines are in, in milliseconds. */
const symbolsWithinMs = 300;

/** The pieces of a selection ask at the same time: the request that is under way answers them all. */
const underWay = new WeakMap<TextDocument, Request>();

/** What the lines of a range are inside of, outermost first; nothing where nobody knows in time. */
export async function symbolsAt(
  document: TextDocument,
  range: Range,
): Promise<readonly DocumentSymbol[]> {
  const trimmed = new Range(
    range.start.line,
    document.lineAt(range.start.line).range.end.character,
    range.end.line,
    0,
  );
  const result: DocumentSymbol[] = [];
  for (let level = await symbolsOf(document); ;) {
    const next = level.find((symbol) => isNested(symbol) && contains(symbol.range, trimmed));
    if (next === undefined || !isNested(next)) return result;
    result.push(next);
    level = next.children;
  }
}

const functions = new Set<SymbolKind>([
  SymbolKind.Function,
  SymbolKind.Method,
  SymbolKind.Constructor,
]);
/** For a language server of Markdown, sections are strings. */
const blocks = new Set<SymbolKind>([
  SymbolKind.Class,
  SymbolKind.Interface,
  SymbolKind.Enum,
  SymbolKind.Struct,
  SymbolKind.Namespace,
  SymbolKind.Module,
  SymbolKind.String,
]);

/**
 * Of what a place is inside of, what it takes to understand it: the function, or else the class, the table and the
 * like. Locals, properties and callbacks of one line are symbols, too, and say too little.
 */
export function bodyAround(
  document: TextDocument,
  symbols: readonly DocumentSymbol[],
): DocumentSymbol | undefined {
  const isFunction = (symbol: DocumentSymbol) =>
    functions.has(symbol.kind) || holdsFunction(document, symbol);
  const long = symbols.filter(({ range }) => !range.isSingleLine);
  return (
    long.findLast(isFunction) ??
    long.findLast(({ kind }) => blocks.has(kind)) ??
    long[0] ??
    symbols.findLast(isFunction)
  );
}

/** For TypeScript, `const greet = () => {` is a variable and `get name() {` a property. */
function holdsFunction(document: TextDocument, { range }: DocumentSymbol): boolean {
  const { text } = document.lineAt(range.start.line);
  return /=>\s*[({]*\s*$|\bfunction\b|\b[gs]et [#$\w]+\(/.test(text);
}

async function symbolsOf(document: TextDocument): Promise<readonly AnySymbol[]> {
  const { version } = document;
  const running = underWay.get(document);
  if (running?.version === version) return running.symbols;
  const symbols = askForSymbols(document).finally(() => underWay.delete(document));
  underWay.set(document, { version, symbols });
  return symbols;
}

async function askForSymbols({ uri }: TextDocument): Promise<readonly AnySymbol[]> {
  const found = await Promise.race([
    commands.executeCommand<readonly AnySymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      uri,
    ),
    setTimeout(symbolsWithinMs, undefined),
  ]);
  return found ?? [];
}

/** VS Code answers with symbols that are of both classes; those of flat lists have no range of their own. */
function isNested(symbol: AnySymbol): symbol is DocumentSymbol {
  return "range" in symbol && "children" in symbol;
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start.line <= inner.start.line && outer.end.line >= inner.end.line;
}
