import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../dev/viewStates.ts";
import type { AttachmentView, ViewState } from "../../src/shared/view.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

const width = 260;
const height = 600;
const longName = "AVeryLongNameOfAComponentWithoutAnySpaces.generated.controller.spec.ts:3-7";
const longPath = `/home/someone/${"a".repeat(60)}/${"b".repeat(60)}/history.sqlite`;

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage({ width, height });
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const attachment = (id: string, fields: Partial<AttachmentView> = {}): AttachmentView => ({
  id,
  kind: "code",
  name: longName,
  detail: "",
  outdated: false,
  tokens: 777,
  ...fields,
});

const picture = attachment("picture", {
  kind: "image",
  name: "Screenshot of my whole desk at noon.png 1600×900",
  sha256: "00",
  size: 310_000,
  shrunkFrom: { width: 8000, height: 4500 },
});

const crowded: Partial<ViewState> = {
  banner: { text: `Not saved: ${longPath} is read-only.`, actions: [] },
  composerAlert: { text: `Nothing is fetched: https://example.com${longPath}`, actions: [] },
  messages: [
    { ...question("q", "Why?"), attachments: [attachment("sent"), picture] },
    answer("a", { text: "Because." }),
  ],
  draft: {
    ...emptyState.draft,
    editing: true,
    attachments: [
      picture,
      ...Array.from({ length: 24 }, (_, index) => attachment(String(index), { outdated: true })),
    ],
    queue: [{ id: "queued", text: "A queued question that is rather long", attachments: [] }],
  },
  context: {
    ...emptyState.context,
    attachments: 19_000,
    leftOut: `Will be left out: ${longName}.`,
    oldest: { questions: 3, tokens: 9000 },
  },
  candidates: ["GPT-OSS 120B", "Qwen3 235B A22B Thinking · temperature 0.2", "DeepSeek V3.1"],
  presets: [{ name: longName, parameters: {}, own: true }],
  parameters: { temperature: 0.2 },
  model: { id: "qwen", name: "Qwen3 235B A22B Instruct 2507 FP8", thinking: "effort" },
};

/** What reaches over an edge of the page. A chip cuts its own text, with an ellipsis. */
const lost = () =>
  chat.page.evaluate(() =>
    [...document.querySelectorAll("#app *:not(.visually-hidden, option, .chip-name *)")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < 0 || right > innerWidth);
      })
      .map((element) => `${element.localName}.${element.getAttribute("class") ?? ""}`),
  );
const boxOf = async (selector: string) => {
  const box = await chat.page.locator(selector).boundingBox();
  return { top: box?.y ?? 0, bottom: (box?.y ?? 0) + (box?.height ?? 0), height: box?.height ?? 0 };
};
const pageSize = () =>
  chat.page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });

async function expectRoom(transcript: number): Promise<void> {
  expect(await lost()).toEqual([]);
  expect(await pageSize()).toEqual([width, height]);
  expect((await boxOf(".toolbar")).bottom).toBeLessThanOrEqual(height);
  expect((await boxOf(".scroller")).height).toBeGreaterThanOrEqual(transcript);
  const message = await boxOf(".message-box");
  expect(message.height).toBeGreaterThan(30);
  expect(message.top).toBeGreaterThanOrEqual((await boxOf(".composer-top")).bottom);
}

test("with much to send and long names nothing sticks out, and there is room to read and to write", async () => {
  await chat.show(crowded);
  await expectRoom(70);
  await chat.page.getByRole("button", { name: "Remove" }).last().scrollIntoViewIfNeeded();
  await expectRoom(70);
});

test("both panels share what is left", async () => {
  const { page } = chat;
  await chat.show(crowded);
  await page.getByRole("button", { name: "Parameters", exact: true }).click();
  await page.getByRole("button", { name: "Context", exact: true }).click();
  await page.getByRole("region", { name: "Context" }).waitFor();
  await expectRoom(70);
  for (const panel of [".parameters", ".context-panel"])
    expect((await boxOf(panel)).height).toBeGreaterThan(60);
});

test("the bar that finds words hides nothing of the conversation", async () => {
  const { page } = chat;
  await chat.show({ messages: [question("q", "Why?"), answer("a", { text: "Because." })] });
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find in Conversation" }).fill("why");
  await page.getByText("1 of 1").waitFor();
  expect((await boxOf(".question-text")).top).toBeGreaterThan((await boxOf(".find")).bottom);
  expect(await pageSize()).toEqual([width, height]);
});

test("a selection can be quoted while it is in sight, and not from behind the composer", async () => {
  const { page } = chat;
  await chat.show({ messages: [answer("a", { text: "A paragraph.\n\n".repeat(60) })] });
  await page.evaluate(() => {
    const last = [...document.querySelectorAll(".markdown p")].at(-1);
    if (last !== undefined) getSelection()?.selectAllChildren(last);
  });
  const quote = page.getByRole("button", { name: "Quote", exact: true });
  await quote.waitFor();
  const scrollTo = (top: number) =>
    page.evaluate((y) => document.querySelector(".scroller")?.scrollTo(0, y), top);
  await scrollTo(0);
  await expect.poll(() => quote.count()).toBe(0);
  await scrollTo(1e6);
  await quote.waitFor();
});
