import { homedir } from "node:os";
import { expect, test, vi } from "vitest";
import { exportChat } from "../../../src/host/exchangeCommands.ts";
import { emptyChats } from "../../emptyChats.ts";
import { memoryStore } from "../../memoryStore.ts";

const showSaveDialog = vi.hoisted(() => vi.fn());
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  Uri: { file: String, joinPath: (...parts: readonly string[]) => parts.join("/") },
  window: { showSaveDialog },
  workspace: { workspaceFolders: undefined },
}));

test("a window without a folder proposes a file's name, too", async () => {
  const { conversation } = emptyChats().create();
  await exportChat(conversation, memoryStore(), String);
  expect(showSaveDialog.mock.lastCall?.[0]).toMatchObject({ defaultUri: `${homedir()}/chat.md` });
});
