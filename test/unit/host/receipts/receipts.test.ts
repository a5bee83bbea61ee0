import { beforeEach, expect, test, vi } from "vitest";
import type { BuiltRequest } from "../../../../src/core/answerRun.ts";
import { nothingLeftOut } from "../../../../src/core/promptBudget.ts";
import type { Receipt } from "../../../../src/core/receipt.ts";
import { Receipts } from "../../../../src/host/receipts/receipts.ts";
import { emptyChats } from "../../../emptyChats.ts";
import { answer, question } from "../../store/storeValues.ts";

const { told, copied } = vi.hoisted(() => ({ told: vi.fn(), copied: vi.fn() }));
vi.mock("vscode", () => ({
  l10n: {
    t: (text: string, ...args: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)])),
  },
  env: { clipboard: { writeText: copied } },
  window: { showInformationMessage: told },
  workspace: { getConfiguration: () => ({ get: () => "https://eigen.example/api/v1" }) },
}));

async function buildRequest(): Promise<BuiltRequest> {
  return { request: { model: "m", messages: [], parameters: {} }, leftOut: nothingLeftOut };
}

async function copy(address: string): Promise<void> {
  const digest = { bytes: 1, sha256: "0".repeat(64) };
  const receipt: Receipt = { at: 1, address, model: "m", fields: {}, body: digest, parts: [] };
  const messages = [question("q", "Why?"), answer("a", "q", { receipt })];
  const chat = await emptyChats().add({ fields: {}, messages, head: "a" });
  const ports = { sent: { commandOf: () => undefined }, buildRequest };
  const { handlers } = new Receipts(
    ports,
    () => chat,
    () => {},
  );
  handlers.showReceipt({ type: "showReceipt", messageId: "a" });
  handlers.copyReceipt({ type: "copyReceipt" });
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
}

beforeEach(() => told.mockReset());

test.each([
  "https://evil.example/api/v1/chat/completions",
  "https://eigen.example.evil.example/x",
  // `URL` reads a slash, curl a user's name.
  String.raw`https://eigen.example\@evil.example/x`,
])("a command that goes to a stranger's %s names it", async (address) => {
  await copy(address);
  expect(copied).toHaveBeenLastCalledWith(expect.stringContaining(address));
  expect(told).toHaveBeenCalledWith(expect.stringContaining(`but to ${address}.`));
});

test("a command that goes to the server of the settings warns of nothing", async () => {
  await copy("https://eigen.example/api/v1/chat/completions");
  expect(told).toHaveBeenCalledWith(expect.not.stringContaining("but to"));
});
