import { expect, test } from "vitest";
import { widenSideBar } from "../../dev/vscode/workbench.ts";
import { themes } from "../../dev/vscode/themes.ts";
import { newUser, screenshot } from "./session.ts";

/** Nothing can judge beauty here: the pictures in `dist/screenshots` are for people. */
test.each([...themes])("the chat can be looked at in the %s theme", async (name, theme) => {
  const { chat, page, standIn } = await newUser({
    rate: 400,
    key: "a-good-key",
    settings: { "workbench.colorTheme": theme },
  });
  await screenshot(page, `${name} empty`);
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("complete");
  await screenshot(page, `${name} narrow`);
  await widenSideBar(page, 600);
  standIn.fail("401");
  await chat.ask("Why is the sea salty?");
  await chat.lastAnswer().becomes("failed");
  await screenshot(page, `${name} error`);
  const overflow = await chat.transcript.evaluate((log) => log.scrollWidth - log.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
