import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answer, emptyState } from "../../../dev/viewStates.ts";
import { Publisher } from "../../../src/host/chatView/publisher.ts";
import { applyUpdate, type Revision } from "../../../src/shared/applyUpdate.ts";
import type { HostMessage, Op, Update } from "../../../src/shared/protocol.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const streaming = (id: string) => answer(id, { state: "streaming" });

const id = fc.constantFrom("1", "2", "3");
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    op: fc.constant("append" as const),
    id,
    part: fc.constantFrom("text" as const, "reasoning" as const),
    text: fc.string(),
  }),
  fc.record({ op: fc.constant("put" as const), message: id.map(streaming) }),
  fc.record({ op: fc.constant("truncate" as const), length: fc.nat(3) }),
  fc.record({
    op: fc.constant("set" as const),
    key: fc.constant("systemPrompt" as const),
    value: fc.string(),
  }),
);
/** What can happen to a view: a change, a frame, being hidden, rebuilt, or losing a message. */
const step = fc.oneof(
  { weight: 6, arbitrary: op.map((change) => ({ type: "change" as const, change })) },
  { weight: 3, arbitrary: fc.constant({ type: "frame" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "hide" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "rebuild" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "lose" as const }) },
);

test("whatever happens to a view, it converges to the host's state", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let host: Revision = { rev: 0, state: { ...emptyState, messages: [streaming("1")] } };
      let view: Revision | undefined;
      let losing = false;
      const receive = (update: Update) => {
        if (losing) return void (losing = false);
        const next = applyUpdate(view, structuredClone(update));
        if (next === undefined) publisher.ready();
        else view = next;
      };
      const publisher = new Publisher(updatesTo(receive), () => host.state);
      const change = (one: Op) => {
        host = applyUpdate(host, { type: "patch", rev: host.rev + 1, ops: [one] }) ?? host;
        publisher.push(one);
      };
      for (const { type, ...rest } of steps) {
        if (type === "change" && "change" in rest) change(rest.change);
        else if (type === "frame") vi.advanceTimersByTime(20);
        else if (type === "hide") publisher.pause();
        else if (type === "lose") losing = true;
        else {
          view = undefined;
          publisher.ready();
        }
      }
      losing = false;
      // A view that is shown again asks by itself; one more change uncovers a lost message.
      if (!publisher.isLive) publisher.ready();
      change({ op: "set", key: "systemPrompt", value: "One more" });
      vi.advanceTimersByTime(50);
      expect(view?.state).toEqual(host.state);
    }),
    { numRuns: 500 },
  );
});

test("a lost patch is noticed with the next one", () => {
  const updates: Update[] = [];
  const publisher = new Publisher(
    updatesTo((update) => updates.push(update)),
    () => emptyState,
  );
  publisher.ready();
  for (const value of ["a", "b"]) {
    publisher.push({ op: "set", key: "systemPrompt", value });
    vi.advanceTimersByTime(20);
  }
  const [snapshot, , second] = updates;
  expect(updates).toHaveLength(3);
  const first = snapshot === undefined ? undefined : applyUpdate(undefined, snapshot);
  expect(second === undefined ? null : applyUpdate(first, second)).toBeUndefined();
});

test("a thousand deltas in a frame are one patch with one op", () => {
  const updates: Update[] = [];
  const publisher = new Publisher(
    updatesTo((update) => updates.push(update)),
    () => ({ ...emptyState, messages: [streaming("1")] }),
  );
  publisher.ready();
  for (let i = 0; i < 1000; i += 1) {
    publisher.push({ op: "append", id: "1", part: "text", text: "x" });
  }
  vi.advanceTimersByTime(20);
  expect(updates).toHaveLength(2);
  expect(updates[1]).toMatchObject({ ops: [{ op: "append", text: "x".repeat(1000) }] });
});

test.each([
  ["every second frame", 1, [0, 32, 48, 80]],
  ["every third frame where it flies past", 20, [0, 32, 48, 96]],
])("text alone comes with %s, and sooner with anything else", (_, length, wanted) => {
  const times: number[] = [];
  const start = performance.now();
  const publisher = new Publisher(
    ({ type }) => type === "patch" && times.push(performance.now() - start),
    () => ({ ...emptyState, messages: [streaming("1")] }),
  );
  publisher.ready();
  for (let ms = 0; ms < 96; ms += 4) {
    publisher.push({ op: "append", id: "1", part: "text", text: "x".repeat(length) });
    if (ms === 40) publisher.push({ op: "set", key: "systemPrompt", value: "Done" });
    vi.advanceTimersByTime(4);
  }
  expect(times).toEqual(wanted);
});

test("a signal waits for the view, and is given to it once, after its state", () => {
  const messages: string[] = [];
  const publisher = new Publisher(
    ({ type }) => messages.push(type),
    () => emptyState,
  );
  publisher.signal({ type: "focusComposer" });
  // The next page asks for its colours itself.
  publisher.signal({ type: "tokens", block: 1, from: 0, lines: [], styles: [] });
  expect(messages).toEqual([]);
  publisher.ready();
  publisher.ready();
  publisher.signal({ type: "openParameters" });
  expect(messages).toEqual(["snapshot", "focusComposer", "snapshot", "openParameters"]);
});

function updatesTo(take: (update: Update) => void): (message: HostMessage) => void {
  return (message) => {
    if (message.type === "snapshot" || message.type === "patch") take(message);
  };
}
