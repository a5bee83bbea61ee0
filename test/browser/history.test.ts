import { afterEach, beforeEach, expect, test } from "vitest";
import type { HistoryAction, HistoryEntryView, HistoryView } from "../../src/shared/history.ts";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await showHistory();
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const now = Date.now();
const entryOf = (id: string): HistoryEntryView => ({
  id,
  title: `Chat ${id}`,
  model: "",
  here: true,
  folder: "",
  time: now,
  bytes: 1,
  pinned: false,
  answering: false,
  messageId: null,
  excerpt: "",
});
const history: HistoryView = {
  scope: "all",
  query: "",
  pinned: 0,
  times: Array.from({ length: 60 }, () => now),
  start: 0,
  entries: Array.from({ length: 60 }, (_, index) => entryOf(`${index}`)),
  bytes: null,
  removed: null,
};

const showHistory = async (more: Partial<HistoryView> = {}) =>
  chat.show({ history: { ...history, ...more } });
const search = () => chat.page.getByRole("searchbox", { name: "Search history" });
const title = () => chat.page.getByRole("textbox", { name: "Title" });
const entry = (name: string) => chat.page.getByRole("button", { name, exact: true });
const isFocused = (element: ReturnType<typeof search>) =>
  element.evaluate((it) => it.matches(":focus"));
const asked = (what: HistoryAction["do"]) =>
  chat.intents.flatMap((intent) =>
    intent.type === "history" && intent.action.do === what ? [intent.action] : [],
  );

test("what is typed in the search stays, whatever the host has heard of it", async () => {
  await chat.page.keyboard.type("abc");
  await showHistory({ query: "a" });
  expect(await search().inputValue()).toBe("abc");
  await chat.page.getByRole("button", { name: "This workspace" }).click();
  await expect
    .poll(() => asked("search").at(-1))
    .toEqual({ do: "search", query: "abc", scope: "here" });
  await chat.show({ history: null });
  await showHistory();
  expect(await search().inputValue()).toBe("");
});

test("the keyboard goes on with the next entry after one is deleted, and to the composer after the history", async () => {
  const { keyboard } = chat.page;
  await entry("Chat 3").focus();
  await keyboard.press("Delete");
  await expect.poll(() => asked("remove")).toEqual([{ do: "remove", id: "3" }]);
  const entries = history.entries.filter(({ id }) => id !== "3");
  await showHistory({ entries, times: history.times.slice(1), removed: "Chat 3" });
  await expect.poll(() => isFocused(entry("Chat 4"))).toBe(true);
  await chat.show({ history: null });
  await expect
    .poll(() => isFocused(chat.page.getByRole("textbox", { name: "Message" })))
    .toBe(true);
});

test("Ctrl+F in the history goes to its search", async () => {
  await entry("Chat 3").focus();
  await chat.page.keyboard.press("Control+f");
  expect(await isFocused(search())).toBe(true);
  expect(await chat.page.getByLabel("Find in Conversation").count()).toBe(0);
});

test("a dialog that is open when the history comes can be closed", async () => {
  const { page } = chat;
  const receipt = { facts: [], parts: [], answers: [], leftOut: null };
  await chat.show({ receipt });
  const dialog = page.getByRole("dialog", { name: "What was sent" });
  await dialog.waitFor();
  await chat.show({ receipt, history });
  await dialog.getByRole("button", { name: "Close" }).click({ timeout: 5000 });
  await expect.poll(() => chat.intents).toContainEqual({ type: "closeReceipt" });
});

test("what is selected below the history can't be quoted through it", async () => {
  const { page } = chat;
  const messages = [answer("a", { text: "A paragraph." })];
  await chat.show({ messages });
  await page.evaluate(() => {
    const text = document.querySelector(".markdown p");
    if (text !== null) getSelection()?.selectAllChildren(text);
  });
  const quote = page.locator(".quote");
  await quote.waitFor();
  await chat.show({ messages, history });
  await quote.waitFor({ state: "hidden" });
});

test("an input method keeps its text and its keys in the search", async () => {
  const devTools = await chat.page.context().newCDPSession(chat.page);
  await devTools.send("Input.imeSetComposition", {
    text: "にほ",
    selectionStart: 2,
    selectionEnd: 2,
  });
  await showHistory({ query: "に" });
  await devTools.send("Input.insertText", { text: "日本" });
  expect(await search().inputValue()).toBe("日本");
  for (const key of ["ArrowDown", "Escape"])
    await search().dispatchEvent("keydown", { key, isComposing: true });
  expect(await isFocused(search())).toBe(true);
  expect(asked("hide")).toEqual([]);
  await search().press("ArrowDown");
  expect(await isFocused(entry("Chat 0"))).toBe(true);
});

test("a rename that is left ends, and takes no words that are typed elsewhere", async () => {
  const row = chat.page.getByRole("listitem").filter({ has: entry("Chat 1") });
  await row.hover();
  await row.getByRole("button", { name: "Rename" }).click();
  expect(await isFocused(title())).toBe(true);
  await showHistory({ bytes: 1 });
  expect(await isFocused(title())).toBe(true);
  await search().click();
  await chat.page.keyboard.type("sea");
  await showHistory({ bytes: 2 });
  await chat.page.keyboard.type(" salt");
  expect(await search().inputValue()).toBe("sea salt");
  expect(await title().count()).toBe(0);
  expect(asked("rename")).toEqual([]);
});

test("a title is typed by keys alone; Enter and clicking elsewhere keep it, Escape does not", async () => {
  const { keyboard } = chat.page;
  await entry("Chat 2").focus();
  for (const end of ["Escape", "Enter"]) {
    await keyboard.press("F2");
    await title().fill(`New by ${end}`);
    await keyboard.press(end);
    expect(await isFocused(entry("Chat 2"))).toBe(true);
  }
  await keyboard.press("F2");
  await title().fill("New by a click");
  await search().click();
  const titles = asked("rename").map((action) => "title" in action && action.title);
  expect(titles).toEqual(["New by Enter", "New by a click"]);
});

test("a title is kept, and the list whole, when its row is scrolled away", async () => {
  await entry("Chat 0").focus();
  await chat.page.keyboard.press("F2");
  await title().fill("New");
  const scroller = chat.page.locator(".history-scroller");
  await scroller.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  await entry("Chat 59").waitFor();
  await scroller.evaluate((it) => it.scrollTo(0, 0));
  await entry("Chat 0").waitFor();
  expect(asked("rename")).toEqual([{ do: "rename", id: "0", title: "New" }]);
});

test("a chat of another workspace, or of none, can be moved to this one", async () => {
  const move = chat.page.getByRole("button", { name: "Move to This Workspace" });
  expect(await move.count()).toBe(0);
  const entries = [entryOf("0"), { ...entryOf("1"), here: false }];
  await showHistory({ entries, times: [now, now] });
  await chat.page.getByRole("listitem").nth(1).hover();
  await move.click();
  expect(asked("attach")).toEqual([{ do: "attach", id: "1" }]);
});
