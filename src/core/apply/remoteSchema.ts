import { createScanner } from "jsonc-parser";

/** Whether a change makes a JSON file name a schema on the network, which VS Code would fetch (threats T14). */
export function gainsRemoteSchema(before: string, after: string): boolean {
  const known = new Set(schemas(before));
  return schemas(after).some((address) => isRemote(address) && !known.has(address));
}

/** Of the reader's tokens, whose names are there for its own compiler only. */
const kinds = { colon: 6, string: 10, end: 17 };

/** With VS Code's own reader, which knows escapes and comments, and keys without quotes or a colon as VS Code does. */
function schemas(json: string): readonly string[] {
  const scanner = createScanner(json, true);
  const addresses: string[] = [];
  let isNamed = false;
  for (let token: number = scanner.scan(); token !== kinds.end; token = scanner.scan()) {
    const value = scanner.getTokenValue();
    if (isNamed && token === kinds.string) addresses.push(value);
    isNamed = value === "$schema" || (isNamed && token === kinds.colon);
  }
  return addresses;
}

/** On the web, or on another machine of the network. */
function isRemote(address: string): boolean {
  return /^\s*(?:https?:|\/\/|file:\/\/(?!\/(?!\/)))/i.test(address);
}
