import { afterEach, beforeEach, expect, test } from "vitest";
import type { CompletionItem } from "../../src/shared/completion.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import { openChatPage, type OpenPage } from "./chatPage.ts";

let view: OpenPage;

beforeEach(async () => {
  view = await openChatPage();
  await view.show({});
});
afterEach(() => view.close());

const box = () => view.page.getByRole("textbox", { name: "Message" });
const list = () => view.page.getByRole("listbox", { name: "Suggestions" });
const selected = () => view.page.getByRole("option", { selected: true });

test("a trigger asks the host, and its answer is a list of options under the focus of the text", async () => {
  await box().pressSequentially("see @gr");
  expect(asked()).toMatchObject({ trigger: "@", query: "gr" });
  await answer("greet.ts", "grade.ts");
  await list().waitFor();
  expect(await selected().innerText()).toContain("greet.ts");
  expect(await pointedAt()).toContain("greet.ts");
  expect(await box().evaluate((element) => element.matches(":focus"))).toBe(true);
  await box().press("ArrowDown");
  await expect.poll(pointedAt).toContain("grade.ts");
  await box().press("ArrowDown");
  await expect.poll(pointedAt).toContain("greet.ts");
  await box().press("ArrowUp");
  await box().press("Tab");
  await expect.poll(() => list().count()).toBe(0);
  expect(await box().inputValue()).toBe("see ");
  expect(view.intents.at(-1)).toEqual({ type: "takeCompletion", id: "1" });
  expect(view.intents.at(-2)).toMatchObject({ type: "draft", text: "see " });
});

test("an answer to an earlier question is passed over once a later one has come", async () => {
  await box().pressSequentially("@g");
  await answer("greet.ts");
  await box().pressSequentially("r");
  const { seq } = asked();
  await answer("grade.ts");
  await show(seq - 1, ["late.ts"]);
  expect(await selected().innerText()).toContain("grade.ts");
  await box().press("Escape");
  await show(seq, ["later.ts"]);
  await expect.poll(() => list().count()).toBe(0);
});

test("Enter takes, also when it was quicker than the host, and sends only where nothing is offered", async () => {
  await box().pressSequentially("@gr");
  await box().press("Enter");
  expect(intentsOf("takeCompletion")).toHaveLength(0);
  await answer("greet.ts");
  await expect.poll(() => intentsOf("takeCompletion")).toHaveLength(1);
  await box().pressSequentially("see @gr");
  await answer("greet.ts");
  await box().press("Enter");
  await expect.poll(() => intentsOf("takeCompletion")).toHaveLength(2);
  expect(intentsOf("send")).toEqual([]);
  await box().fill("");
  await box().pressSequentially("#42");
  await box().press("Enter");
  await answer();
  await expect.poll(() => intentsOf("send")).toMatchObject([{ text: "#42" }]);
});

test("Escape closes the list and not the answer, and the list stays away from that word", async () => {
  await view.show({ runningId: "a" });
  await box().pressSequentially("/");
  await answer("Explain", "Fix");
  await box().press("Escape");
  await expect.poll(() => list().count()).toBe(0);
  await box().pressSequentially("ex");
  await expect.poll(() => list().count()).toBe(0);
  expect(intentsOf("complete")).toHaveLength(1);
  await box().press("Escape");
  expect(intentsOf("stop")).toHaveLength(1);
});

function asked(): Extract<Intent, { readonly type: "complete" }> {
  const last = intentsOf("complete").at(-1);
  if (last === undefined) throw new Error("Nothing was asked for.");
  return last;
}

function intentsOf<T extends Intent["type"]>(type: T) {
  return view.intents.filter(
    (intent): intent is Extract<Intent, { readonly type: T }> => intent.type === type,
  );
}

/** Answers the last question. */
async function answer(...labels: readonly string[]): Promise<void> {
  await show(asked().seq, labels);
}

async function show(seq: number, labels: readonly string[]): Promise<void> {
  const items: readonly CompletionItem[] = labels.map((label, i) => {
    return { id: String(i), kind: "file", label, detail: "web" };
  });
  await view.patch({ op: "set", key: "completion", value: { seq, items } });
}

/** What a screen reader is told of the suggestion. */
async function pointedAt(): Promise<string> {
  return box().evaluate((element) => element.ariaActiveDescendantElement?.textContent ?? "");
}
