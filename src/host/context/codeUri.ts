import { Uri } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { isSecretFile } from "../../core/secrets.ts";
import { realUri } from "../workspaceFiles.ts";

/** Where the document of the code is. What a restored chat or an old database says of it need not be an address. */
export function uriOf({ uri }: CodeAttachment): Uri | undefined {
  try {
    return uri === undefined ? undefined : Uri.parse(uri);
  } catch {
    return undefined;
  }
}

/** Code that was read through a link, as that of the file itself where it holds secrets: `notes.txt` can be `~/.netrc`. */
export async function unlinked(code: CodeAttachment): Promise<CodeAttachment> {
  const uri = uriOf(code);
  if (uri === undefined || isSecretFile(uri.path)) return code;
  const real = await realUri(uri);
  return isSecretFile(real.path) ? { ...code, uri: real.toString() } : code;
}
