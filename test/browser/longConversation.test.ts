import { afterEach, beforeEach, expect, test } from "vitest";
import type { MessageView } from "../../src/shared/view.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

/** What is far away is neither laid out nor drawn: it is there all the same. */
let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(() => chat.close());

const lines = Array.from({ length: 60 }, (_, index) => `- point **${index}**`).join("\n");
const messages = Array.from({ length: 80 }, (_, index) =>
  index % 2 === 0
    ? question(`m${index}`, index === 4 ? `${lines}\nasked once` : "Why?")
    : answer(`m${index}`, { text: index === 7 ? `${lines}\n\nanswered once` : lines }),
);
const article = (index: number) => chat.page.locator(`article[data-id="m${index}"]`);

/** A conversation in which the last answer is being written. */
function spoken(count: number): readonly MessageView[] {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? question(`m${index}`, "Why?")
      : answer(`m${index}`, { text: lines, state: index === count - 1 ? "streaming" : "complete" }),
  );
}

/** Where the hit that is shown is, in CSS pixels from the top of the view. */
const topOfHit = async (): Promise<number> =>
  chat.page.evaluate(() => {
    const [hit] = CSS.highlights.get("find-current") ?? [];
    return hit instanceof Range ? hit.getBoundingClientRect().top : Number.NaN;
  });

const isInView = (top: number): boolean => top > 0 && top < 600;

test.each(["asked once", "answered once"])("what is found far away is shown: %s", async (words) => {
  await chat.show({ messages });
  await article(0).waitFor({ state: "attached" });
  await chat.page.keyboard.press("Control+f");
  await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill(words);
  await chat.page.getByText("1 of 1").waitFor();
  // What was only guessed has its height by then.
  await chat.page.waitForTimeout(400);
  await expect.poll(topOfHit).toSatisfy(isInView);
});

test("a message that is jumped to stands at the top", async () => {
  await chat.show({ messages });
  await article(0).waitFor({ state: "attached" });
  await chat.post({ type: "revealMessage", id: "m7" });
  await chat.page.waitForTimeout(400);
  const top = async () => (await article(7).boundingBox())?.y ?? Number.NaN;
  await expect.poll(async () => Math.abs(await top())).toBeLessThan(40);
  await article(7).locator("strong").first().waitFor();
});

test("all that one comes to is drawn, also when everything is selected", async () => {
  await chat.show({ messages });
  await article(0).waitFor({ state: "attached" });
  await chat.page.locator(".transcript").click({ position: { x: 5, y: 5 } });
  await chat.page.keyboard.press("Control+a");
  await article(21).evaluate((one) => one.scrollIntoView());
  await article(21).locator("strong").first().waitFor();
  await article(19).evaluate((one) => one.scrollIntoView());
  await article(19).locator("strong").first().waitFor();
});

test("an answer that was read keeps its height when it is far away", async () => {
  const heights: number[] = [];
  for (let count = 2; count <= 60; count += 2) {
    await chat.show({ messages: spoken(count) });
    heights.push(await chat.page.locator(".scroller").evaluate((one) => one.scrollHeight));
  }
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(heights.at(-1)).toBeGreaterThan(
    29 * ((await article(59).boundingBox())?.height ?? Number.NaN),
  );
});

test("answers that were compared stand beside each other, and what another window asked after them below", async () => {
  const compared = [1, 2].map((at) => answer(`c${at}`, { text: `Answer ${at}`, compared: "" }));
  const all = [question("q", "Why?"), ...compared, question("q2", "And then?"), answer("a2", {})];
  await chat.show({ messages: all });
  const ids = await chat.page
    .locator("article")
    .evaluateAll((articles) => articles.map((one) => one.getAttribute("data-id")));
  expect(new Set(ids)).toEqual(new Set(["a2", "c1", "c2", "q", "q2"]));
  expect(ids).toHaveLength(5);
});

test("the next and the previous block of code are found in answers that are not drawn", async () => {
  const named: Record<number, string> = { 3: "first", 41: "middle", 79: "last" };
  const all = messages.map((one, index) =>
    named[index] === undefined
      ? one
      : answer(`m${index}`, { text: `${lines}\n\n~~~ts\n${named[index]}\n~~~\n\n${lines}` }),
  );
  await chat.show({ messages: all });
  await article(0).waitFor({ state: "attached" });
  const focused = async (command: "next" | "previous"): Promise<string | null | undefined> => {
    await chat.post({ type: "codeBlock", command });
    return chat.page.evaluate(() => document.activeElement?.textContent);
  };
  expect(await focused("previous")).toBe("last\n");
  expect(await focused("previous")).toBe("middle\n");
  expect(await focused("previous")).toBe("first\n");
  expect(await focused("previous")).toBe("first\n");
  expect(await focused("next")).toBe("middle\n");
  await chat.page.waitForTimeout(100);
  const top = async () => (await article(41).locator("pre").boundingBox())?.y ?? Number.NaN;
  await expect.poll(top).toSatisfy(isInView);
  // What lies between them has no code, and is not drawn for it.
  expect(await article(25).locator(".undrawn").count()).toBe(1);
});
