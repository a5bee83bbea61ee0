import { afterEach, beforeEach, expect, test } from "vitest";
import type { Parameters } from "../../src/shared/parameters.ts";
import { openChatPage, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({});
  await chat.page.getByRole("button", { name: "Parameters" }).click();
});
afterEach(() => chat.close());

const field = () => chat.page.getByRole("spinbutton", { name: "temperature" });
const asked = () =>
  chat.intents.flatMap((intent) => (intent.type === "setParameter" ? intent.value : []));
const set = (parameters: Parameters) =>
  chat.patch({ op: "set", key: "parameters", value: parameters });

test("no step is lost where the next one comes before the host has set the last", async () => {
  await field().fill("1");
  for (const temperature of [0.9, 1, 1.1]) {
    await field().press("ArrowUp");
    await set({ temperature });
  }
  await expect.poll(asked).toEqual([1.1, 1.2, 1.3]);
  expect(await field().inputValue()).toBe("1.3");
});

test("a value that was changed is shown until the host has set it, and what the host sets then", async () => {
  await field().fill("0.50");
  await field().press("Tab");
  await chat.patch({ op: "set", key: "systemPrompt", value: "Another" });
  expect(await field().inputValue()).toBe("0.50");
  await set({ temperature: 0.5 });
  expect(await field().inputValue()).toBe("0.5");
  await set({ temperature: 0.2 });
  expect(await field().inputValue()).toBe("0.2");
});

test("a preset is pressed where its parameters and its system prompt are the chat's", async () => {
  const presets = [
    { name: "Reviewer", parameters: {}, systemPrompt: "Review." },
    { name: "Plain", parameters: {} },
  ];
  const pressed = async () =>
    chat.page
      .getByRole("group", { name: "Presets" })
      .locator('[aria-pressed="true"]')
      .allInnerTexts();
  await chat.show({ presets, systemPrompt: "" });
  expect(await pressed()).toEqual(["Plain"]);
  await chat.show({ presets, systemPrompt: "Review." });
  expect(await pressed()).toEqual(["Reviewer", "Plain"]);
});
