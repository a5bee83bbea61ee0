import { afterEach, beforeEach, expect, test } from "vitest";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { bmp, give } from "./files.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({});
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const pixels = bmp(8, 8, [255, 0, 0], [0, 0, 255]);

test("a picture that the worker never answers for is given up in time, and the question is kept; it is sent once it is asked again", async () => {
  await chat.page.evaluate(() => {
    Worker.prototype.postMessage = () => {};
  });
  await chat.page.clock.install();
  await give(chat.page, "paste", { name: "lost.png", bytes: pixels });
  await ask();
  await chat.page.clock.runFor(50_000);
  expect(said()).toEqual([]);
  await chat.page.clock.runFor(15_000);
  await expect.poll(said).toEqual(["refuseMedia"]);
  await chat.page.clock.runFor(1000);
  expect(said()).toEqual(["refuseMedia"]);
  await chat.page.getByRole("textbox", { name: "Message" }).press("Enter");
  await chat.page.clock.runFor(100);
  await expect.poll(said).toEqual(["refuseMedia", "send"]);
});

test("a worker that can't be started is tried again with the next picture only", async () => {
  await chat.page.evaluate(breakWorkers);
  await give(chat.page, "paste", { name: "1.png", bytes: pixels });
  await expect.poll(said).toEqual(["refuseMedia"]);
  await give(chat.page, "paste", { name: "2.png", bytes: pixels });
  await expect.poll(said).toEqual(["refuseMedia", "refuseMedia"]);
  await ask();
  await expect.poll(said).toEqual(["refuseMedia", "refuseMedia", "send"]);
  expect(await chat.page.evaluate(() => startedWorkers)).toBe(2);
});

declare global {
  var startedWorkers: number;
}

/** Runs in the page. */
function breakWorkers(): void {
  globalThis.startedWorkers = 0;
  class BrokenWorker extends EventTarget {
    constructor() {
      super();
      globalThis.startedWorkers++;
      setTimeout(() => this.dispatchEvent(new ErrorEvent("error")), 5);
    }
    postMessage(): void {}
    terminate(): void {}
  }
  Object.assign(globalThis, { Worker: BrokenWorker });
}

async function ask(): Promise<void> {
  await chat.page.getByRole("textbox", { name: "Message" }).fill("Why?");
  await chat.page.getByRole("textbox", { name: "Message" }).press("Enter");
}

/** What the host hears, but for drafts. */
function said(): readonly string[] {
  const types = chat.intents.map(({ type }) => type);
  return types.filter((type) => ["addMedia", "refuseMedia", "send"].includes(type));
}
