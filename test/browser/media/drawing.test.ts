import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../../dev/viewStates.ts";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { quarters } from "./quarters.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage({ width: 520, height: 640 });
  const bytes = new Uint8Array(await quarters());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const attachment = {
    id: "a",
    kind: "image",
    name: "shot.png",
    detail: "",
    tokens: 1,
    sha256,
    outdated: false,
  } as const;
  await chat.show({ draft: { ...emptyState.draft, attachments: [attachment] } });
  await chat.post({ type: "picture", sha256, mime: "image/png", bytes });
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const button = () => chat.page.getByRole("button", { name: "Edit shot.png" });
const dialog = () => chat.page.getByRole("dialog", { name: "Edit shot.png" });
const stage = () => dialog().getByRole("application", { name: /^Picture, / });

test("two clicks on the button open one editor, and it opens again later", async () => {
  await button().evaluate((element) => {
    if (element instanceof HTMLElement) for (let click = 0; click < 2; click++) element.click();
  });
  await stage().first().waitFor();
  await chat.page.waitForTimeout(200);
  expect(await dialog().count()).toBe(1);
  await chat.page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  await button().click();
  await stage().waitFor();
});

test("Escape during a drag ends it, and so does what takes the pointer away", async () => {
  await button().click();
  await dialog().locator("label", { hasText: "Redact" }).click();
  const { x, y } = (await stage().boundingBox()) ?? { x: 0, y: 0 };
  const { mouse, keyboard } = chat.page;
  const endings = [
    () => keyboard.press("Escape"),
    () => stage().dispatchEvent("pointercancel"),
  ] as const;
  for (const end of endings) {
    await mouse.move(x + 20, y + 20);
    await mouse.down();
    await mouse.move(x + 60, y + 60);
    await dialog().locator(".selection").waitFor();
    await end();
    await mouse.move(x + 80, y + 80);
    expect(await dialog().locator(".selection").count()).toBe(0);
    await mouse.up();
  }
  const undo = dialog().getByRole("button", { name: "Undo" });
  expect(await undo.getAttribute("aria-disabled")).toBe("true");
});
