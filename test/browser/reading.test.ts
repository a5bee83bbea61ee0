import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnswerView } from "../../src/shared/view.ts";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeAll(async () => {
  chat = await openChatPage();
});
afterAll(() => chat.close());

const answerOf = (text: string, more: Partial<AnswerView> = {}): AnswerView =>
  answer(more.id ?? "a1", { text, ...more });

const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of the answer.`).join(
  "\n\n",
);
const scroller = () => chat.page.locator(".scroller");
const bottomGap = () =>
  scroller().evaluate(
    ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
  );

test("the end stays in view while the reader is there, and nothing moves once they scrolled up", async () => {
  await chat.show({ messages: [answerOf(long, { state: "streaming" })] });
  await chat.show({ messages: [answerOf(`${long}\n\nMore.`, { state: "streaming" })] });
  expect(await bottomGap()).toBeLessThan(3);

  await scroller().evaluate((element) => element.scrollTo({ top: 600 }));
  const paragraph = chat.page.getByText("Paragraph 20 of", { exact: false });
  await paragraph.waitFor();
  const before = await paragraph.boundingBox();
  let text = long;
  for (let part = 0; part < 20; part++) {
    text += `\n\n## Part ${part}\n\n\`\`\`ts\nconst a = ${part};\n\`\`\``;
    await chat.show({
      messages: [answerOf(text, { state: part === 19 ? "complete" : "streaming" })],
    });
  }
  expect(await paragraph.boundingBox()).toEqual(before);
  await chat.page.getByRole("button", { name: "New text below" }).click();
  expect(await bottomGap()).toBeLessThan(3);
});

test("Thinking is open while the model thinks, and folds when the answer starts", async () => {
  const id = "thinks";
  const section = chat.page.getByRole("group", { name: "Thinking" });
  await chat.show({
    messages: [answerOf("", { id, state: "streaming", reasoning: "Let me see" })],
  });
  expect(await section.evaluate((element) => element.hasAttribute("open"))).toBe(true);
  expect(await section.locator("summary").innerText()).toMatch(/^Thinking for \d+ s$/);
  await chat.show({
    messages: [answerOf("So", { id, state: "streaming", reasoning: "Let me see." })],
  });
  expect(await section.evaluate((element) => element.hasAttribute("open"))).toBe(false);
  expect(await section.locator("summary").innerText()).toMatch(/^Thought for (under )?\d+ s$/);
  expect(await section.locator('[data-part="reasoning"]').textContent()).toBe("Let me see.");
});

test("the time of thinking goes on where it was for a view that comes back", async () => {
  const section = chat.page.getByRole("group", { name: "Thinking" });
  const summary = () => section.locator("summary").innerText();
  const thinks = { state: "streaming", reasoning: "Let me see" } as const;
  await chat.show({ messages: [answerOf("", { id: "b1", ...thinks, thinkingMs: 64_700 })] });
  await expect.poll(summary).toMatch(/^Thinking for 6[6-9] s$/);
  await chat.show({ messages: [answerOf("So", { id: "b1", ...thinks, thinkingMs: 64_700 })] });
  expect(await summary()).toMatch(/^Thought for 6[6-9] s$/);
  await chat.show({ messages: [answerOf("So", { id: "b2", ...thinks, thinkingMs: 12_300 })] });
  expect(await summary()).toBe("Thought for 12 s");
  expect(await section.evaluate((element) => element.hasAttribute("open"))).toBe(false);
});

test("words are found in the conversation, across elements too", async () => {
  await chat.show({ messages: [answerOf("One **two** three.\n\n- two again\n")] });
  await chat.page.keyboard.press("Control+f");
  await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill("one TWO");
  await chat.page.getByRole("search").getByText("1 of 1").waitFor();
  await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill("two");
  await chat.page.getByRole("search").getByText("1 of 2").waitFor();
  await chat.page.keyboard.press("Enter");
  await chat.page.getByRole("search").getByText("2 of 2").waitFor();
  await chat.page.keyboard.press("Escape");
  await chat.page
    .getByRole("textbox", { name: "Find in Conversation" })
    .waitFor({ state: "detached" });
});

/** Runs in the page. */
function tagOfHit(): string | undefined {
  const [range] = CSS.highlights.get("find-current") ?? [];
  return range instanceof Range ? range.startContainer.parentElement?.tagName : undefined;
}

test("what is far away in a long conversation is found, and drawn when one comes to it", async () => {
  const filler = Array.from({ length: 80 }, (_, index) =>
    answerOf(`${long}\n\nAnswer **${index}** ends.`, { id: `m${index}` }),
  );
  await chat.show({ messages: [answerOf("The **needle** is here.", { id: "first" }), ...filler] });
  const first = chat.page.locator('article[data-id="first"] [data-part="answer"]');
  expect(await first.locator("strong").count()).toBe(0);
  await chat.page.keyboard.press("Control+f");
  await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill("needle");
  await chat.page.getByRole("search").getByText("1 of 1").waitFor();
  expect(await chat.page.evaluate(tagOfHit)).toBe("STRONG");
  await expect.poll(async () => first.locator("strong").isVisible()).toBe(true);
  await chat.page.keyboard.press("Escape");
});

test("a long conversation is drawn where the reader is, and taken back behind them", async () => {
  const words = "So it goes on. ".repeat(1400);
  const many = Array.from({ length: 40 }, (_, index) =>
    answerOf(`${words}\n\nEnd of **${index}**.`, { id: `m${index}` }),
  );
  await chat.show({ messages: many });
  const drawn = chat.page.locator("article .markdown");
  expect(await drawn.count()).toBeLessThan(10);
  await scroller().evaluate(async (element) => {
    while (element.scrollTop > 0) {
      element.scrollTop -= 2000;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await chat.page.locator('article[data-id="m0"] .markdown').waitFor();
  await expect.poll(async () => drawn.count()).toBeLessThan(27);
  await chat.page.getByText("End of 0.").scrollIntoViewIfNeeded();
});

test("a code block's buttons name the answer and its code, and colours keep the text", async () => {
  const code = Array.from({ length: 30 }, (_, index) => `let a${index} = 1;`).join("\n");
  await chat.show({ messages: [answerOf(`\`\`\`ts title="src/a.ts"\n${code}\n\`\`\``)] });
  const block = chat.page.getByRole("group", { name: "Code: ts" });
  await block.getByRole("button", { name: "Apply" }).click();
  expect(chat.intents.findLast(({ type }) => type === "code")).toEqual({
    type: "code",
    action: "apply",
    messageId: "a1",
    code,
    info: `ts title="src/a.ts"`,
  });
  await expect
    .poll(() => chat.intents.filter(({ type }) => type === "highlight").length)
    .toBeGreaterThan(1);
  for (const intent of chat.intents) {
    if (intent.type !== "highlight") continue;
    const lines = intent.text
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => [3, 1, line.length - 3, 0]);
    await chat.post({
      type: "tokens",
      block: intent.block,
      from: intent.from,
      styles: ["", "#ff0000 bold"],
      lines,
    });
  }
  expect(await block.locator("code").evaluate((element) => element.textContent)).toBe(`${code}\n`);
  expect(await block.locator('[class^="token-"]').count()).toBe(30);
  const keyword = block.locator('[class^="token-"]').first();
  expect(await keyword.evaluate((element) => getComputedStyle(element).color)).toBe(
    "rgb(255, 0, 0)",
  );
});

test("a long block of code is folded, and what is not shown is found, copied and applied", async () => {
  const { page } = chat;
  const lines = Array.from({ length: 84 }, (_, index) => `let line${index} = ${index};`);
  const text = `${long}\n\n\`\`\`ts\n${lines.join("\n")}\n\`\`\`\n\nThe end.`;
  await chat.show({ messages: [answerOf(text, { id: "f1" })] });
  const block = page.getByRole("group", { name: "Code: ts" });
  const fold = block.getByRole("button", { name: "84 lines" });
  expect(await fold.getAttribute("aria-expanded")).toBe("false");
  const height = async () => (await block.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(400);

  await block.locator("pre").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await fold.getAttribute("aria-expanded")).toBe("true");
  expect(await height()).toBeGreaterThan(1200);
  expect(
    await block.locator("pre").evaluate((pre) => pre.getBoundingClientRect().top),
  ).toBeGreaterThan(0);
  await page.keyboard.press("Enter");
  expect(await height()).toBeLessThan(400);
  expect(await fold.evaluate((button) => button.getBoundingClientRect().top)).toBeGreaterThan(0);

  await block.getByRole("button", { name: "Apply" }).click();
  expect(chat.intents.at(-1)).toMatchObject({ action: "apply", code: lines.join("\n") });
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find in Conversation" }).fill("line80 = 80");
  await page.getByRole("search").getByText("1 of 1").waitFor();
  expect(await fold.getAttribute("aria-expanded")).toBe("true");
  expect(await page.getByText("line80").isVisible()).toBe(true);
  await page.keyboard.press("Escape");
});

test("a block that is read while it is written is not folded under the reader's eyes", async () => {
  const { page } = chat;
  const code = Array.from({ length: 50 }, (_, index) => `let line${index} = 1;`).join("\n");
  const begun = `${long}\n\n\`\`\`ts\n${code}\n`;
  await chat.show({ messages: [answerOf(begun, { id: "f2", state: "streaming" })] });
  const line = page.getByText("line48");
  const before = await line.boundingBox();
  await scroller().evaluate((element) => element.scrollBy({ top: -100 }));
  await page.getByRole("button", { name: "New text below" }).waitFor();
  await chat.show({ messages: [answerOf(`${begun}\`\`\`\n\nThe end.`, { id: "f2" })] });
  const fold = page.getByRole("button", { name: "50 lines" });
  expect(await fold.getAttribute("aria-expanded")).toBe("true");
  expect((await line.boundingBox())?.y).toBe((before?.y ?? 0) + 100);
  await fold.click();
  expect(await fold.getAttribute("aria-expanded")).toBe("false");
});

test("what the reader opens at the end does not carry them away from it", async () => {
  const { page } = chat;
  const reasoning = Array.from({ length: 80 }, (_, index) => `Thought ${index}.`).join("\n");
  await chat.show({
    messages: [answerOf(long, { id: "t1" }), answerOf("Short.", { id: "t2", reasoning })],
  });
  expect(await bottomGap()).toBeLessThan(3);
  const summary = page.getByRole("group", { name: "Thinking" }).locator("summary");
  const before = await summary.boundingBox();
  await summary.click();
  await page.getByText("Thought 3.", { exact: false }).waitFor();
  expect(await summary.boundingBox()).toEqual(before);
});

test("names of files become links where the workspace has the files, once their block is finished", async () => {
  const { page } = chat;
  const named = "See `web/greet.ts:3`, src/none.ts, web/greet.ts:12:3 and [this](web/greet.ts#L7).";
  const asked = () => chat.intents.flatMap((i) => (i.type === "findFiles" ? i.paths : []));
  await chat.show({ messages: [answerOf(named, { id: "p1", state: "streaming" })] });
  expect(asked()).toEqual([]);
  await chat.show({ messages: [answerOf(`${named}\n\nMore\n`, { id: "p1", state: "streaming" })] });
  await expect.poll(asked).toEqual(["web/greet.ts", "src/none.ts"]);
  expect(await page.getByRole("link").count()).toBe(0);

  const before = await page.locator("article").boundingBox();
  await chat.post({ type: "files", there: ["web/greet.ts"], missing: ["src/none.ts"] });
  const links = page.getByRole("link");
  expect(await links.allInnerTexts()).toEqual(["web/greet.ts:3", "web/greet.ts:12:3", "this"]);
  expect(await page.locator("article").boundingBox()).toEqual(before);
  await links.nth(1).click();
  expect(chat.intents.at(-1)).toEqual({
    type: "openFile",
    path: "web/greet.ts",
    line: 12,
    column: 3,
  });
  await links.nth(2).focus();
  await page.keyboard.press("Enter");
  expect(chat.intents.at(-1)).toMatchObject({ path: "web/greet.ts", line: 7 });

  await chat.show({ messages: [answerOf("Again `web/greet.ts`.", { id: "p2" })] });
  await expect.poll(() => links.allInnerTexts()).toEqual(["web/greet.ts"]);
  expect(asked()).toHaveLength(2);
});

test("formulas, diagrams and footnotes stay what was written", async () => {
  const { page } = chat;
  const text = "Let $$x_1 * y_1$$ be.[^1]\n\n```mermaid\ngraph TD; A-->B\n```\n\n[^1]: Small.";
  await chat.show({ messages: [answerOf(text, { id: "m1" })] });
  expect(await page.locator("code[data-math]").innerText()).toBe("$$x_1 * y_1$$");
  expect(await page.getByRole("group", { name: "Code: mermaid" }).locator("pre").innerText()).toBe(
    "graph TD; A-->B\n",
  );
  expect(await page.locator('[data-part="answer"]').innerText()).toContain("[^1]: Small.");
  expect(chat.offences).toEqual([]);
});

test("names that are no characters stay, and <br> breaks the line of a table's cell", async () => {
  const text = "&copyright; &amp;section; &copy;\n\n| a |\n| - |\n| one<br>two <b>x</b> |";
  await chat.show({ messages: [answerOf(text, { id: "m1" })] });
  const shown = chat.page.locator('[data-part="answer"]');
  expect(await shown.locator("p").innerText()).toBe("&copyright; &section; ©");
  expect(await shown.locator("td").innerText()).toBe("one\ntwo <b>x</b>");
  expect(chat.offences).toEqual([]);
});

test("nothing moves by itself where less motion is asked for", async () => {
  const { page } = chat;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await chat.show({ messages: [answerOf("", { id: "w1", state: "waiting" })] });
  const moving = () => page.evaluate(() => document.getAnimations().length);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toBe(1);
});

test("1,000 messages open within seconds", async () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    answerOf(`Answer ${index} with **words**.\n\n- a\n- b\n`, { id: `m${index}` }),
  );
  const start = performance.now();
  await chat.show({ messages: many });
  await expect.poll(() => chat.page.locator("article").count()).toBe(1000);
  expect(performance.now() - start).toBeLessThan(10_000);
});
