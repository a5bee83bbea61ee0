import { expect, test, vi } from "vitest";
import { StoreError } from "../../../src/store/fault.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { answer, conversation, question } from "./storeValues.ts";

const disk = vi.hoisted(() => ({ call: vi.fn<(method: string) => unknown>() }));
vi.mock("../../../src/store/storeClient.ts", () => ({
  StoreClient: class {
    call = disk.call;
    close = async () => undefined;
  },
}));

const retryInterval = 10;
const locked = () => new StoreError("locked", "database is locked");

test("a chat whose older write failed after a newer one is not kept in memory for good", async () => {
  const store = openStore({
    directory: "",
    workerFile: "",
    workspace: "",
    folder: "",
    retryInterval,
  });
  const { id } = conversation();
  const { promise, reject } = Promise.withResolvers<boolean>();
  let loads = 0;
  disk.call.mockImplementation(async (method) => {
    if (method === "load" && loads++ === 0) throw locked();
    return method === "load" ? conversation() : true;
  });
  disk.call.mockReturnValueOnce(promise);
  const older = store.putMessage(id, answer("a1", "q1", { text: "Half" }));
  await store.putMessage(id, answer("a1", "q1", { text: "Half and whole" }));
  reject(locked());
  await older;
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }));

  await store.putMessage(id, question("q2", "And now?", "a1"));
  await vi.waitFor(() => {
    const written = disk.call.mock.calls.map((call) => JSON.stringify(call)).findLast(isPutAll);
    expect(written).toContain("And now?");
  });
  await store.putMessage(id, answer("a2", "q2", { text: "This." }));
  expect(disk.call).toHaveBeenLastCalledWith("putMessage", id, expect.anything());
});

function isPutAll(call: string): boolean {
  return call.startsWith('["putAll"');
}
