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

test("a prompt that waits is taken though something else is in the list by then", async () => {
  const prompt = await offered("/", "fix", []);
  prompt.complete("@", "sel");
  await vi.waitFor(() => expect(prompt.labels()).toEqual(["Selection"]));
  prompt.take();
  expect(commands.executeCommand).toHaveBeenLastCalledWith("eigen.fixSelection");
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
  let seq = 0;
  const complete = (trigger: "@" | "/", query: string) =>
    completions.handlers.complete({ type: "complete", seq: ++seq, trigger, query });
  complete(trigger, query);
  await vi.waitFor(() => expect(completions.view.items).toHaveLength(1));
  const id = completions.view.items[0]?.id ?? "";
  return {
    take: () => completions.handlers.takeCompletion({ type: "takeCompletion", id }),
    complete,
    labels: () => completions.view.items.map(({ label }) => label),
  };
}
