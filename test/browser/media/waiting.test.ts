import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../../dev/viewStates.ts";
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

const box = () => chat.page.getByRole("textbox", { name: "Message" });
const pixels = bmp(8, 8, [255, 0, 0], [0, 0, 255]);
/** What the host hears of pictures and questions. */
const said = () =>
  chat.intents
    .map(({ type }) => type)
    .filter((type) => /^(?:addMedia|refuseMedia|send|takeCompletion)$/.test(type));

/** The worker hears of each job so much later, in milliseconds. */
async function delayJobs(ms: number): Promise<void> {
  await chat.page.evaluate((ms) => {
    const post = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage")?.value;
    Worker.prototype.postMessage = function late(this: Worker, ...args: readonly unknown[]) {
      setTimeout(() => post.apply(this, args), ms);
    };
  }, ms);
}

async function takePrompt(): Promise<void> {
  await box().pressSequentially("/fix");
  const asked = chat.intents.findLast((intent) => intent.type === "complete");
  const item = { id: "1", kind: "prompt", label: "Fix", detail: "" } as const;
  await chat.patch({
    op: "set",
    key: "completion",
    value: { seq: asked?.seq ?? 0, items: [item] },
  });
  await box().press("Enter");
}

test("a ready prompt goes out with the picture that is being prepared", async () => {
  await delayJobs(1000);
  await give(chat.page, "paste", { name: "shot.bmp", bytes: pixels });
  await takePrompt();
  await expect.poll(said).toEqual(["addMedia", "takeCompletion"]);
});

test("what is asked together with a ready prompt leaves the composer, also what was typed while it waited", async () => {
  await delayJobs(1000);
  await give(chat.page, "paste", { name: "shot.bmp", bytes: pixels });
  await box().fill("see the loop");
  await box().press("Home");
  await takePrompt();
  await box().press("End");
  await chat.page.keyboard.type(" first");
  await expect.poll(said).toEqual(["addMedia", "takeCompletion"]);
  const told = chat.intents.findLast(({ type }) => type === "draft");
  expect(told).toMatchObject({ text: "see the loop first" });
  await chat.page.keyboard.type(". And");
  const sent = "Fix this code.\n\nsee the loop first";
  await chat.show({ draft: { ...emptyState.draft, epoch: 1, sent } });
  expect(await box().inputValue()).toBe(". And");
});

test("a ready prompt that waits for a picture is not asked in another chat", async () => {
  await delayJobs(1000);
  await give(chat.page, "paste", { name: "shot.bmp", bytes: pixels });
  await takePrompt();
  await chat.show({ conversationId: "other" });
  await expect.poll(said).toEqual(["addMedia"]);
  await chat.page.waitForTimeout(200);
  expect(said()).toEqual(["addMedia"]);
});

test("a question waits at the composer where only some of the code became pictures", async () => {
  await delayJobs(200);
  const text = "const one = 1;\n".repeat(1000);
  const picture = {
    sourceId: "s",
    path: "a.ts",
    text,
    firstLine: 1,
    tabSize: 4,
    styles: [],
    lines: [],
    marks: [],
  };
  await chat.post({ type: "drawCode", picture });
  await box().fill("Why?");
  await box().press("Enter");
  await expect.poll(said).toContain("refuseMedia");
  await chat.page.waitForTimeout(200);
  expect(said()).not.toContain("send");
  expect(await box().inputValue()).toBe("Why?");
});
