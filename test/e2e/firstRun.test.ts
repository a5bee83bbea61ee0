import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openChat, setApiKey } from "../../dev/vscode/chatView.ts";
import { dialog, quickInput, reloadWindow, runCommand } from "../../dev/vscode/workbench.ts";
import { newUser, screenshotOnFailure, type Session } from "./session.ts";

/** The first minutes of a new user, and what becomes of their key; one story in one window. */
const key = "a-good-key";
let user: Session;

beforeAll(async () => {
  user = await newUser();
});
beforeEach(() => screenshotOnFailure(user));
afterAll(() => user.close());

test("Send leads to the key without sending, and the question stays", async () => {
  const { chat, page, standIn } = user;
  await chat.button("Set API Key").waitFor();
  await chat.ask("What is a closure?");
  await quickInput(page).waitFor();
  await page.keyboard.press("Escape");
  expect(standIn.requests).toHaveLength(0);
  expect(await chat.composer.inputValue()).toBe("What is a closure?");
});

test("a wrong key is refused with the reason, and not kept", async () => {
  const { chat, page } = user;
  await expect(setApiKey(page, "bad-key")).rejects.toThrow("did not accept the API key");
  expect(await chat.button("Set API Key").isVisible()).toBe(true);
});

test("with the right key the question is answered", async () => {
  const { chat, chatRequests, page } = user;
  await setApiKey(page, key);
  await chat.button("Set API Key").waitFor({ state: "detached" });
  expect(chatRequests()).toHaveLength(0);
  await chat.button("Send").click();
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("closure");
  expect(await chat.composer.inputValue()).toBe("");
  expect(chatRequests()).toHaveLength(1);
});

test("another server never sees the key of this one", async () => {
  const { chat, page, standIn, vscode } = user;
  standIn.reset();
  const { port } = new URL(standIn.url);
  await vscode.writeSettings({ "eigen.baseUrl": `http://localhost:${port}/api/v1` });
  await reloadWindow(page);
  await openChat(page);
  await chat.ask("And now?");
  await quickInput(page).waitFor();
  expect(standIn.requests).toHaveLength(0);
  await page.keyboard.press("Escape");
  await vscode.writeSettings({ "eigen.baseUrl": standIn.url });
  await reloadWindow(page);
  await openChat(page);
});

test("a key that is removed during an answer lets it end; the next question leads to the key", async () => {
  const { chat, chatRequests, page } = user;
  await chat.ask("What is a closure?");
  await chat.lastAnswer().showsText();
  await runCommand(page, "Eigen: Remove API Key");
  await dialog(page).getByRole("button", { name: "Remove" }).click();
  await chat.lastAnswer().becomes("complete");
  await chat.ask("And now?");
  await quickInput(page).waitFor();
  expect(chatRequests()).toHaveLength(1);
});
