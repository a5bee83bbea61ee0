import { beforeEach, expect, test, vi } from "vitest";
import type { BuiltRequest } from "../../../../src/core/answerRun.ts";
import type { Message } from "../../../../src/core/conversation.ts";
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
  env: { clipboard: { writeText: copied }, language: "en" },
  window: { showInformationMessage: told },
  workspace: { getConfiguration: () => ({ get: () => "https://eigen.example/api/v1" }) },
}));

async function buildRequest(): Promise<BuiltRequest> {
  return { request: { model: "m", messages: [], parameters: {} }, leftOut: nothingLeftOut };
}

const digest = { bytes: 1000, sha256: "0".repeat(64) };

function receiptTo(address: string, parts: Receipt["parts"] = []): Receipt {
  return { at: 1, address, model: "m", fields: {}, body: digest, parts };
}

/** What was sent for the last of the messages. */
async function shown(messages: readonly Message[]): Promise<Receipts> {
  const head = messages.at(-1)?.id ?? "";
  const chat = await emptyChats().add({ fields: {}, messages, head });
  const ports = { sent: { commandOf: () => undefined }, buildRequest };
  const receipts = new Receipts(
    ports,
    () => chat,
    () => {},
  );
  receipts.handlers.showReceipt({ type: "showReceipt", messageId: head });
  return receipts;
}

async function copy(address: string): Promise<void> {
  const receipt = receiptTo(address);
  const { handlers } = await shown([question("q", "Why?"), answer("a", "q", { receipt })]);
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

test("what an unanswered question carried is named where it went out with the next one", async () => {
  const media = { sha256: "1".repeat(64), mime: "image/png", size: 9 };
  const receipt = receiptTo("https://eigen.example", [
    { kind: "image", mime: "image/png", bytes: 9, sha256: media.sha256 },
    { kind: "text", ...digest },
  ]);
  const { view } = await shown([
    {
      ...question("first", "Why?"),
      attachments: [
        { kind: "image", id: "i", name: "error.png", media },
        { kind: "code", id: "c", path: "a.ts", languageId: "ts", text: "1" },
      ],
    },
    question("last", "And why now?", "first"),
    answer("a", "last", { receipt }),
  ]);
  const names = view?.parts.map(({ name }) => name);
  expect(names).toEqual(["error.png", "Text", "a.ts", "The whole request"]);
});
