import { setTimeout } from "node:timers/promises";
import { commands, workspace, type SymbolInformation } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { rank } from "../../core/rank.ts";
import { documentPath } from "../context/documentPath.ts";
import { codeOfSymbol } from "../context/selection.ts";
import type { Offer } from "./completions.ts";

export interface SymbolPorts {
  readonly attach: (code: readonly CodeAttachment[]) => Promise<unknown>;
}

/** How long language servers may take to find a name, in milliseconds. */
const withinMs = 1000;
const shortestQuery = 2;
const mostSymbols = 8;

/** The functions, classes and the like that a query names, in the files of the workspace. */
export async function namedSymbols(
  query: string,
  { attach }: SymbolPorts,
): Promise<readonly Offer[]> {
  if (query.length < shortestQuery) return [];
  const found = await Promise.race([
    commands.executeCommand<readonly SymbolInformation[] | undefined>(
      "vscode.executeWorkspaceSymbolProvider",
      query,
    ),
    setTimeout(withinMs, undefined),
  ]);
  const own = (found ?? []).filter(
    ({ location }) => workspace.getWorkspaceFolder(location.uri) !== undefined,
  );
  return rank(query, own, ({ name }) => name, mostSymbols).map((symbol) => offer(symbol, attach));
}

function offer(
  { name, containerName, location: { uri, range } }: SymbolInformation,
  attach: SymbolPorts["attach"],
): Offer {
  const place = `${documentPath({ uri })}:${range.start.line + 1}`;
  return {
    kind: "symbol",
    label: name,
    detail: containerName === "" ? place : `${containerName} · ${place}`,
    take: async () => attach([await codeOfSymbol(await workspace.openTextDocument(uri), range)]),
  };
}
