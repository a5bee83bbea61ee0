import { expect, test, vi } from "vitest";
import { Completions, type CompletionPorts } from "../../../../src/host/completion/completions.ts";

const commands = vi.hoisted(() => ({ executeCommand: vi.fn<() => Promise<unknown>>() }));
vi.mock("vscode", () => ({ commands, l10n: { t: (text: string) => text } }));
vi.mock("../../../../src/host/completion/files.ts", () => ({ namedFiles: async () => [] }));
vi.mock("../../../../src/host/completion/symbols.ts", () => ({ namedSymbols: async () => [] }));

test("no question goes out before what was taken is attached; a prompt asks its own at once", async () => {
  const held: Promise<boolean>[] = [];
  const completions = await offered("@", "sel", held);
  for (const answer of [true, false, undefined]) {
    commands.executeCommand.mockResolvedValueOnce(answer);
    completions.take();
  }
  expect(await Promise.all(held)).toEqual([true, false, true]);

  (await offered("/", "explain", held)).take();
  expect(commands.executeCommand).toHaveBeenLastCalledWith("eigen.explainSelection");
  expect(held).toHaveLength(3);
});

async function offered(trigger: "@" | "/", query: string, held: Promise<boolean>[]) {
  const ports = {
    draft: { attachments: [] },
    questions: { hold: (work: Promise<boolean>) => held.push(work) },
    attach: async () => true,
  };
  // Nothing else of them is asked for here.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const completions = new Completions(ports as unknown as CompletionPorts, () => {});
  completions.handlers.complete({ type: "complete", seq: 1, trigger, query });
  await vi.waitFor(() => expect(completions.view.items).toHaveLength(1));
  const id = completions.view.items[0]?.id ?? "";
  return { take: () => completions.handlers.takeCompletion({ type: "takeCompletion", id }) };
}
