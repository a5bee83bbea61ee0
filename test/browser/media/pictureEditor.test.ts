import { createHash } from "node:crypto";
import type { Locator } from "playwright-core";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReplacePicture } from "../../../src/shared/protocol.ts";
import { emptyState } from "../../../dev/viewStates.ts";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { colours, height, quarters, raw, width } from "./quarters.ts";

let chat: OpenPage;
let dialog: Locator;
let stage: Locator;

beforeEach(async () => {
  chat = await openChatPage({ width: 520, height: 640 });
  await showPicture(await quarters());
  await chat.page.getByRole("button", { name: "Edit shot.png 400×200" }).click();
  dialog = chat.page.getByRole("dialog", { name: "Edit shot.png 400×200" });
  stage = dialog.getByRole("application", { name: /^Picture, / });
  await stage.waitFor();
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

test("crops to what was dragged, to the pixel", async () => {
  await drag([200, 0], [400, 100]);
  await dialog.getByRole("button", { name: "Crop to Selection" }).click();
  await dialog.getByRole("application", { name: "Picture, 200 by 100 pixels" }).waitFor();
  const { id, bytes } = await use();
  expect(id).toBe("a");
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 200, height: 100 });
  expect(await colours(bytes)).toEqual(new Set(["#00ff00"]));
  expect(await focusedName()).toBe("Edit shot.png 400×200");
});

test("after a crop the picture is shown where marks are taken for", async () => {
  await drag([200, 0], [400, 100]);
  await dialog.getByRole("button", { name: "Crop to Selection" }).click();
  await dialog.getByRole("application", { name: "Picture, 200 by 100 pixels" }).waitFor();
  const seen = await stage.boundingBox();
  const whole = await stage.locator("img").boundingBox();
  if (seen === null || whole === null) throw new Error("nothing is shown");
  const scale = seen.width / 200;
  expect(whole.width).toBeCloseTo(width * scale, 0);
  expect(whole.height).toBeCloseTo(height * scale, 0);
  expect(whole.x).toBeCloseTo(seen.x - 200 * scale, 0);
});

test("keys are heard after a crop by its button, and after a click beside the buttons", async () => {
  const { keyboard } = chat.page;
  const whole = dialog.getByRole("application", { name: "Picture, 400 by 200 pixels" });
  await drag([200, 0], [400, 100]);
  await dialog.getByRole("button", { name: "Crop to Selection" }).focus();
  await keyboard.press("Enter");
  expect(await focusedName()).toBe("Picture, 200 by 100 pixels");
  await keyboard.press("Control+z");
  await whole.waitFor();
  await keyboard.press("Control+y");
  await dialog.locator(".editor-hint").click();
  const cyrillic = { key: "я", code: "KeyZ", ctrlKey: true, bubbles: true };
  await chat.page.locator("body").dispatchEvent("keydown", cyrillic);
  await whole.waitFor();
  await keyboard.press("Control+f");
  expect(await chat.page.getByLabel("Find in Conversation").count()).toBe(0);
  await keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(chat.intents.some(({ type }) => type === "stop")).toBe(false);
});

test("a crop that waits is no mark of the tool that is chosen next", async () => {
  await drag([200, 0], [400, 100]);
  await dialog.locator(".selection").waitFor();
  await tool("Redact");
  await dialog.locator(".selection").waitFor({ state: "detached" });
});

test("a click marks nothing, also where the hand shakes", async () => {
  await tool("Redact");
  await drag([60.3, 60.4], [61, 61]);
  const undo = dialog.getByRole("button", { name: "Undo" });
  expect(await undo.getAttribute("aria-disabled")).toBe("true");
  await drag([60, 60], [70, 70]);
  expect(await undo.getAttribute("aria-disabled")).toBe("false");
});

test("arrows may be exactly level", async () => {
  const { keyboard } = chat.page;
  await tool("Arrow");
  await stage.focus();
  await keyboard.press("ArrowLeft");
  // From the middle quarter's diagonal: 50 pixels up, in steps of 8 and of 1.
  for (let i = 0; i < 6; i++) await keyboard.press("Shift+ArrowUp");
  for (let i = 0; i < 2; i++) await keyboard.press("Control+Shift+ArrowUp");
  await expect.poll(() => dialog.getByRole("status").innerText()).toMatch(/ by 0 at /);
  await keyboard.press("Enter");
  const { bytes } = await use();
  const { data } = await raw(bytes);
  expect(data.subarray((75 * width + 180) * 3).toString("hex", 0, 3)).toBe("e5252a");
});

test("all tools can be reached in a narrow view", async () => {
  await chat.page.setViewportSize({ width: 200, height: 640 });
  expect(await dialog.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
});

test("what is redacted is gone from the bytes: its pixels are black, all others as they were", async () => {
  await tool("Redact");
  await drag([20, 20], [120, 60]);
  const { bytes } = await use();
  const { data } = await raw(bytes);
  const original = (await raw(await quarters())).data;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const inside = x >= 22 && x < 118 && y >= 22 && y < 58;
      const outside = x < 18 || x >= 122 || y < 18 || y >= 62;
      const pixel = data.subarray(at, at + 3).toString("hex");
      if (inside) expect(pixel).toBe("000000");
      if (outside) expect(pixel).toBe(original.subarray(at, at + 3).toString("hex"));
      // At the edge, whose place the mouse decides: covered or not, never half.
      if (!inside && !outside) expect(["000000", "ff0000"]).toContain(pixel);
    }
  }
});

test("draws boxes and arrows, and goes back and forth", async () => {
  const undo = dialog.getByRole("button", { name: "Undo" });
  const redo = dialog.getByRole("button", { name: "Redo" });
  expect(await undo.getAttribute("aria-disabled")).toBe("true");
  await tool("Box");
  await drag([220, 120], [380, 180]);
  await tool("Arrow");
  await drag([40, 40], [160, 80]);
  await undo.click();
  await undo.click();
  expect(await redo.getAttribute("aria-disabled")).toBe("false");
  await chat.page.keyboard.press("Control+Shift+z");
  await redo.click();
  expect(await redo.getAttribute("aria-disabled")).toBe("true");
  await undo.click();
  const { bytes } = await use();
  const { data } = await raw(bytes);
  const at = (x: number, y: number) =>
    data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3).toString("hex");
  expect(at(300, 120)).toBe("e5252a");
  expect(at(300, 150)).toBe("ffffff");
  // The arrow was undone.
  expect(at(100, 60)).toBe("ff0000");
});

test("does everything by keys: tool, place, size, undo, and back to where the focus was", async () => {
  const { keyboard } = chat.page;
  expect(await focusedName()).toBe("Crop");
  for (let i = 0; i < 3; i++) await keyboard.press("ArrowRight");
  expect(await dialog.getByRole("radio", { name: "Redact" }).isChecked()).toBe(true);
  await stage.focus();
  // The middle quarter appears, moves to the upper left corner, and grows by single pixels.
  await keyboard.press("ArrowLeft");
  for (let i = 0; i < 40; i++) await keyboard.press("ArrowLeft");
  for (let i = 0; i < 40; i++) await keyboard.press("ArrowUp");
  await keyboard.press("Control+Shift+ArrowRight");
  await keyboard.press("Control+Shift+ArrowDown");
  const status = dialog.getByRole("status");
  await expect.poll(() => status.innerText()).toMatch(/^\d+ by \d+ at 0, 0$/);
  const [, across = "", down = ""] = /^(\d+) by (\d+)/.exec(await status.innerText()) ?? [];
  await keyboard.press("Enter");
  await keyboard.press("Control+z");
  await keyboard.press("Control+y");
  const { bytes } = await use();
  const { data } = await raw(bytes);
  const black = [...Array(width * height).keys()].filter(
    (i) => data.readUIntBE(i * 3, 3) === 0,
  ).length;
  expect(black).toBe(Number(across) * Number(down));
  expect(await focusedName()).toBe("Edit shot.png 400×200");
});

test("a question that is sent at once goes out with the picture as it was left", async () => {
  await tool("Redact");
  await drag([20, 20], [120, 60]);
  await dialog.getByRole("button", { name: "Use Picture" }).click();
  await chat.page.getByRole("textbox", { name: "Message" }).fill("What is this?");
  await chat.page.keyboard.press("Enter");
  await expect.poll(() => chat.intents.some(({ type }) => type === "send")).toBe(true);
  const order = chat.intents.map(({ type }) => type);
  expect(order.indexOf("replacePicture")).toBeGreaterThan(-1);
  expect(order.indexOf("send")).toBeGreaterThan(order.indexOf("replacePicture"));
});

test("keeps the focus inside, steps back with Escape, and asks before anything done is lost", async () => {
  const { keyboard } = chat.page;
  for (let i = 0; i < 30; i++) {
    await keyboard.press("Tab");
    const inside = await dialog.evaluate((element) => element.contains(document.activeElement));
    // The browser's own address bar stands between the last and the first.
    expect(
      inside || (await chat.page.evaluate(() => document.activeElement === document.body)),
    ).toBe(true);
  }
  await tool("Box");
  await drag([20, 20], [120, 60]);
  await keyboard.press("Escape");
  await dialog.getByRole("alert").filter({ hasText: "Discard what you did" }).waitFor();
  expect(await focusedName()).toBe("Keep Editing");
  await keyboard.press("Escape");
  await dialog.getByRole("alert").waitFor({ state: "detached" });
  await keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Discard" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(chat.intents.some(({ type }) => type === "replacePicture")).toBe(false);
  expect(chat.intents.some(({ type }) => type === "stop")).toBe(false);
});

test("zooms in, and still cuts to the pixel", async () => {
  for (let i = 0; i < 3; i++) await dialog.getByRole("button", { name: "Zoom In" }).click();
  const scroller = dialog.locator(".stage-scroller");
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  const scale = ((await stage.boundingBox())?.width ?? 0) / width;
  expect(scale).toBeGreaterThan(4);
  await drag([0, 0], [20, 10]);
  const { bytes } = await use();
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 20, height: 10 });
});

async function showPicture(bytes: Buffer): Promise<void> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const attachment = {
    id: "a",
    kind: "image",
    name: "shot.png 400×200",
    detail: "",
    tokens: 1,
    size: bytes.length,
    sha256,
    outdated: false,
  } as const;
  await chat.show({ draft: { ...emptyState.draft, attachments: [attachment] } });
  await chat.post({ type: "picture", sha256, mime: "image/png", bytes: new Uint8Array(bytes) });
}

async function tool(name: string): Promise<void> {
  await dialog.locator("label", { hasText: name }).click();
}

type Spot = readonly [x: number, y: number];

/** Drags over the picture; pixels of the picture. */
async function drag(from: Spot, to: Spot): Promise<void> {
  const box = await stage.boundingBox();
  if (box === null) throw new Error("no stage");
  const scale = box.width / width;
  const place = ([x, y]: Spot) => [box.x + x * scale, box.y + y * scale] as const;
  const { mouse } = chat.page;
  await mouse.move(...place(from));
  await mouse.down();
  await mouse.move(...place([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await mouse.move(...place(to));
  await mouse.up();
}

async function use(): Promise<{ id: string; bytes: Buffer }> {
  await dialog.getByRole("button", { name: "Use Picture" }).click();
  await dialog.waitFor({ state: "detached" });
  await expect.poll(replaced).toBeDefined();
  const { id = "", bytes = new Uint8Array() } = replaced() ?? {};
  return { id, bytes: Buffer.from(bytes) };
}

function replaced(): ReplacePicture | undefined {
  return chat.intents.find((intent) => intent.type === "replacePicture");
}

async function focusedName(): Promise<string | null | undefined> {
  return chat.page.evaluate(() => {
    const { activeElement } = document;
    const named =
      activeElement instanceof HTMLInputElement ? activeElement.parentElement : activeElement;
    return named?.ariaLabel ?? named?.textContent.trim();
  });
}
