import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../dev/viewStates.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";
import { bmp } from "./media/files.ts";

/** What a reader who has scrolled up looks at stays where it is, whatever comes late above it or below it. */
let chat: OpenPage;
beforeAll(async () => {
  chat = await openChatPage();
});
afterAll(() => chat.close());

const code = Array.from({ length: 20 }, (_, index) => `let value${index} = ${index};`).join("\n");
const paragraphs = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `Paragraph ${from + index}.`).join("\n\n");
const text = `${paragraphs(0, 10)}\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${paragraphs(10, 40)}\n\n\`\`\`ts\n${code}\n\`\`\``;
const picture = "0123456789abcdef".repeat(4);

const read = () => chat.page.getByText("Paragraph 20.", { exact: true });
const top = async (): Promise<number> => (await read().boundingBox())?.y ?? Number.NaN;

beforeEach(async () => {
  const attachment = {
    id: "p",
    kind: "image",
    name: "shot.png 320×240",
    detail: "",
    tokens: 0,
    sha256: picture,
    outdated: false,
  } as const;
  await chat.show({ messages: [] });
  chat.intents.length = 0;
  await chat.show({
    messages: [
      { ...question("q", "Why?"), attachments: [attachment] },
      answer("a", { text, state: "streaming" }),
    ],
  });
  await read().evaluate((paragraph) => paragraph.scrollIntoView({ block: "center" }));
  await chat.page.getByRole("button", { name: "New text below" }).waitFor();
});

test("while text comes, and when the answer ends", async () => {
  const before = await top();
  for (let part = 0; part < 5; part++) {
    const op = { op: "append", id: "a", part: "text" } as const;
    await chat.patch({ ...op, text: `\n\n## Part ${part}\n\n| a | b |\n| - | - |\n| 1 | 2 |\n` });
  }
  await chat.show({
    messages: [question("q", "Why?"), answer("a", { text: `${text}\n\nThe end.`, notice: "Cut." })],
  });
  await staysAt(before);
});

test("when a question that had waited is asked, but not one that is asked just now", async () => {
  const before = await top();
  const messages = [question("q", "Why?"), answer("a", { text }), question("next", "And?")];
  const draft = { ...emptyState.draft, queue: [{ id: "next", text: "And?", attachments: [] }] };
  await chat.show({ messages: messages.slice(0, 2), draft });
  await chat.show({ messages: [...messages, answer("b", { text: "" })], runningId: "b" });
  await staysAt(before);
  const more = [answer("b"), question("now", "Now?"), answer("c", { text: "" })];
  await chat.show({ messages: [...messages, ...more], runningId: "c" });
  await expect.poll(top).toBeLessThan(0);
});

test("when the answer that is thought about begins", async () => {
  const reasoning = paragraphs(0, 60);
  const thinks = { text: "", state: "streaming", reasoning } as const;
  await chat.show({ messages: [question("q2", "Why?"), answer("t", thinks)], runningId: "t" });
  const section = chat.page.getByRole("group", { name: "Thinking" });
  await section.evaluate((element) => element.scrollIntoView({ block: "start" }));
  await chat.page.getByRole("button", { name: "New text below" }).waitFor();
  await chat.patch({ op: "append", id: "t", part: "text", text: "So" });
  expect(await section.evaluate((it: HTMLDetailsElement) => it.open)).toBe(true);
});

test("when colours land", async () => {
  const before = await top();
  await expect.poll(colour).toBeGreaterThan(0);
  await staysAt(before);
});

test("when a picture lands", async () => {
  const before = await top();
  const bytes = new Uint8Array(bmp(320, 240, [1, 2, 3], [4, 5, 6]));
  await chat.post({ type: "picture", sha256: picture, mime: "image/bmp", bytes });
  const image = chat.page.getByRole("article", { name: "You" }).locator("img");
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320);
  await staysAt(before);
});

test("when the fonts change", async () => {
  const before = await top();
  await chat.page.evaluate(() => {
    const { style } = document.documentElement;
    style.setProperty("--vscode-editor-font-size", "22px");
    style.setProperty("--vscode-editor-font-family", "serif");
  });
  await chat.post({ type: "none" });
  await staysAt(before);
});

test("a long conversation that is opened shows its end, and all of it soon", async () => {
  const messages = Array.from({ length: 200 }, (_, index) =>
    answer(`long-${index}`, { text: `Answer ${index}.\n\n${paragraphs(0, 5)}` }),
  );
  await chat.show({
    conversationId: "another",
    messages: [question("q2", "And now?"), ...messages],
  });
  await expect.poll(() => chat.page.getByRole("article").count()).toBe(201);
  const scroller = chat.page.getByRole("main");
  const left = () =>
    scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  await expect.poll(left).toBeLessThan(1);
  await expect(chat.page.getByText("Answer 199.").isVisible()).resolves.toBe(true);
});

/** Colours all code that asked for it; returns how many coloured words there are then. */
async function colour(): Promise<number> {
  for (const { block, from, text } of highlights()) {
    const lines = text.split("\n").map((line) => [line.length, 0]);
    await chat.post({ type: "tokens", block, from, styles: ["#ff0000 bold italic"], lines });
  }
  return chat.page.locator('[class^="token-"]').count();
}

function highlights() {
  return chat.intents.filter((intent) => intent.type === "highlight");
}

/** Nothing smaller than half a pixel can be seen. */
async function staysAt(before: number): Promise<void> {
  expect(Math.abs((await top()) - before)).toBeLessThan(0.5);
}
