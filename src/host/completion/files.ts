import { commands, workspace, type Uri } from "vscode";
import { rank } from "../../core/rank.ts";
import { openEditors } from "../context/openEditors.ts";
import { documentPath } from "../context/documentPath.ts";
import type { Offer } from "./completions.ts";

interface NamedFile {
  readonly uri: Uri;
  readonly path: string;
}

/** The open editors and the workspace's files that a query names; an open one before a file that matches as well. */
export async function namedFiles(query: string, limit: number): Promise<readonly Offer[]> {
  const open = new Map(openEditors().map((uri) => [uri.toString(), named(uri)]));
  const others = (await workspaceFiles()).filter(({ uri }) => !open.has(uri.toString()));
  const isOpen = ({ uri }: NamedFile) => open.has(uri.toString());
  return rank(query, [...open.values(), ...others], pathOf, limit, isOpen).map((file) =>
    offer(isOpen(file) ? "editor" : "file", file),
  );
}

function offer(kind: "editor" | "file", { uri, path }: NamedFile): Offer {
  const end = path.lastIndexOf("/");
  return {
    kind,
    label: path.slice(end + 1),
    detail: path.slice(0, Math.max(0, end)),
    take: () => commands.executeCommand("eigen.attachFile", uri),
  };
}

const pathOf = ({ path }: NamedFile): string => path;
const named = (uri: Uri): NamedFile => ({ uri, path: documentPath({ uri }) });

const mostFiles = 50_000;
const skipped = "**/{node_modules,.git,.hg,.svn,__pycache__}/**";

/** For so long the list is taken as it was; it is read anew behind what is being typed. Milliseconds. */
const freshMs = 15_000;
let listed: { readonly at: number; readonly files: Promise<readonly NamedFile[]> } | undefined;
let last: readonly NamedFile[] | undefined;

/** The list as it is known; a workspace of many thousand files is not read again for each letter. */
async function workspaceFiles(): Promise<readonly NamedFile[]> {
  if (listed === undefined || Date.now() - listed.at > freshMs) {
    const files = listFiles();
    listed = { at: Date.now(), files };
  }
  return last ?? listed.files;
}

async function listFiles(): Promise<readonly NamedFile[]> {
  const uris = await workspace.findFiles("**/*", skipped, mostFiles);
  last = uris.map(named);
  return last;
}
