import { beforeEach, expect, test, vi } from "vitest";
import type { Complete } from "../../../../src/core/completion.ts";
import { writeCommitMessage } from "../../../../src/host/commitMessage/writeCommitMessage.ts";
import type { AskingPorts } from "../../../../src/host/requestDefaults.ts";

const { Uri, gitApi } = vi.hoisted(() => ({
  Uri: class {
    readonly path: string;
    constructor(path: string) {
      this.path = path;
    }
    toString(): string {
      return this.path;
    }
  },
  gitApi: vi.fn(),
}));
vi.mock("../../../../src/host/gitExtension.ts", () => ({ gitApi, hasGit: async () => true }));
vi.mock("../../../../src/host/commitMessage/newFiles.ts", () => ({ newFiles: async () => "" }));
vi.mock("vscode", () => ({
  Uri,
  l10n: { t: (text: string) => text },
  ProgressLocation: { Notification: 15 },
  window: {
    withProgress: (_: unknown, task: (...args: readonly unknown[]) => unknown) =>
      task({}, { onCancellationRequested: () => ({ dispose() {} }) }),
  },
}));

const boxes = new Map<string, { value: string }>();
/** As Git's extension does: each look at its repositories gives new objects. */
const repository = (path: string) => ({
  rootUri: new Uri(path),
  inputBox: boxes.get(path),
  diff: async () => "+a",
  log: async () => [],
});

beforeEach(() => {
  for (const path of ["/one", "/two"]) boxes.set(path, { value: "" });
  gitApi.mockImplementation(async () => ({ repositories: [...boxes.keys()].map(repository) }));
});

test("a repository has one message written at a time, others meanwhile, and the next one afterwards", async () => {
  const running: (() => void)[] = [];
  const complete: Complete = (_, { onEvent }) =>
    new Promise((resolve) => {
      running.push(() => {
        onEvent({ type: "text", text: "Mend it" });
        resolve({ type: "complete", totalMs: 1 });
      });
    });
  const ports: AskingPorts = {
    complete,
    defaults: () => Object({ model: { id: "m" }, parameters: {} }),
    ownKeys: () => [],
    hasKey: async () => true,
    showFailure: async () => undefined,
  };
  const write = (path: string) => writeCommitMessage(ports, { rootUri: new Uri(path) });
  const first = write("/one");
  const second = write("/one");
  const other = write("/two");
  await vi.waitFor(() => expect(running).toHaveLength(2));
  await second;
  for (const finish of running) finish();
  await Promise.all([first, other]);
  expect([...boxes.values()]).toEqual([{ value: "Mend it" }, { value: "Mend it" }]);
  const next = write("/one");
  await vi.waitFor(() => expect(running).toHaveLength(3));
  running[2]?.();
  await next;
});
