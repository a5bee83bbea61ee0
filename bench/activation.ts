import { reloadWindow } from "../dev/vscode/workbench.ts";
import { openChatWindow } from "./support/chatWindow.ts";
import { findExtensionHost } from "./support/extensionHost.ts";
import { median, table } from "./support/figures.ts";

/** What VS Code itself notes of our start: reading the bundle, and `activate()`. Each window has a new process. */
const windows = 7;
const id = "eigenchat.eigen-chat";

const window = await openChatWindow({}, "llama31-8b");
const hosts: number[] = [];
const starts: { loading: number; activate: number }[] = [];
try {
  for (let count = 1; count <= windows; count += 1) {
    if (count > 1) {
      await reloadWindow(window.page);
      // The chat view is open again by itself, which starts the extension.
      await window.chat.composer.waitFor();
    }
    const host = await findExtensionHost(hosts);
    hosts.push(host.pid);
    const marks = await host.marks();
    const between = (from: string, to: string): number =>
      (marks.get(`code/extHost/${to}/${id}`) ?? Number.NaN) -
      (marks.get(`code/extHost/${from}/${id}`) ?? Number.NaN);
    starts.push({
      loading: between("willLoadExtensionCode", "didLoadExtensionCode"),
      activate: between("willActivateExtension", "didActivateExtension"),
    });
    host.close();
  }
} finally {
  await window.close();
}
const rows: unknown[][] = starts.map(({ loading, activate }, index) => [
  index + 1,
  loading,
  activate,
]);
rows.push([
  "median",
  median(starts.map(({ loading }) => loading)),
  median(starts.map(({ activate }) => activate)),
]);
console.log(table(["Window", "Reading the code ms", "activate() ms"], rows));
