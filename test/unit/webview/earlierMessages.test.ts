import { expect, test } from "vitest";
import { answer } from "../../../dev/viewStates.ts";
import { EarlierMessages } from "../../../webview/earlierMessages.ts";

const conversation = (length: number, name = "a") =>
  Array.from({ length }, (_, index) => answer(`${name}${index}`, { text: "Yes." }));

test("a long conversation is shown from its end on, some more of it in each frame", () => {
  let asked = 0;
  const earlier = new EarlierMessages(() => asked++);
  const all = conversation(100);

  const frames: (readonly unknown[])[] = [earlier.shown(all)];
  for (let frame = 0; frame < asked; frame++) frames.push(earlier.shown(all));

  expect(frames.map(({ length }) => length)).toEqual([24, 48, 72, 96, 100]);
  for (const frame of frames) expect(frame).toEqual(all.slice(-frame.length));
});

test("what is shown stays while messages come and go", () => {
  const earlier = new EarlierMessages(() => {});
  const all = conversation(40);
  expect(earlier.shown(all)).toHaveLength(24);
  expect(earlier.shown(conversation(45))).toHaveLength(45);
  expect(earlier.shown(all.slice(0, 3))).toHaveLength(3);
  expect(earlier.shown([])).toEqual([]);
  expect(earlier.shown(conversation(10, "b"))).toHaveLength(10);
});
