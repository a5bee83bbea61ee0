import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";
import { corpus, slow } from "./corpus.ts";
import { mixtures, strangers } from "./hostileAnswers.ts";

/** Inputs of the fuzz test; `npm run soak -- markdown` takes 100,000. */
const fuzzed = 1500;

let chat: OpenPage;
beforeAll(async () => {
  chat = await openChatPage();
});
afterAll(() => chat.close());
afterEach(() => {
  expect(chat.offences).toEqual([]);
});

function showAnswer(text: string): Promise<void> {
  return chat.show({ messages: [answer("a1", { text })] });
}

test("nothing of the hostile corpus gets out of its answer", async () => {
  await showAnswer("");
  expect(await strangers(chat, corpus)).toEqual([]);
});

test("no link of the corpus leads to anything but the web", async () => {
  await showAnswer(corpus.join("\n\n"));
  const urls = await chat.page
    .locator("[data-url]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("data-url")));
  expect(urls.length).toBeGreaterThan(10);
  expect(urls.filter((url) => !/^(?:https?|mailto):/i.test(url ?? ""))).toEqual([]);
  await chat.page.locator("[data-url]").first().click();
  // Code that comes into view meanwhile asks for its colours.
  const opened = () => chat.intents.filter(({ type }) => type === "openLink");
  await expect.poll(opened).toHaveLength(1);
});

test("characters that cannot be seen are marked, in text and in code", async () => {
  const asked = "Why \u2066this?\n\tPlease.";
  const text = "a\u202Eb\u202C\n\n```ts a\u200Eb.ts\nif (is\u200BAdmin) {}\n```";
  await chat.show({ messages: [question("q1", asked), answer("a1", { text })] });
  const names = await chat.page
    .locator('[data-mark="invisible"]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute("title")));
  expect(await chat.page.locator(".question-text").evaluate((it) => it.textContent)).toBe(asked);
  expect(names).toEqual([
    "U+2066 LEFT-TO-RIGHT ISOLATE",
    "U+202E RIGHT-TO-LEFT OVERRIDE",
    "U+202C POP DIRECTIONAL FORMATTING",
    "U+200E LEFT-TO-RIGHT MARK",
    "U+200B ZERO WIDTH SPACE",
  ]);
});

test(`${fuzzed} mixtures of Markdown, HTML and addresses stay on the list`, async () => {
  await showAnswer("");
  expect(await strangers(chat, mixtures(fuzzed))).toEqual([]);
}, 120_000);

test.each(Object.keys(slow))(
  "%s: time grows with the length, not with its square",
  async (name) => {
    const build = slow[name] ?? String;
    // A busy machine can spoil one round; what grows with the square spoils them all.
    for (let round = 1; ; round++) {
      const times: number[] = [];
      for (const length of [15_000, 30_000, 60_000]) times.push(await drawTime(build(length)));
      const [one = 0, two = 0, four = 0] = times;
      // What takes no time to speak of cannot be compared.
      const isLinear = two < Math.max(100, 2.5 * one) && four < Math.max(200, 2.5 * two);
      if (isLinear || round === 3) return expect(isLinear, times.join(", ")).toBe(true);
    }
  },
  180_000,
);

/** Milliseconds of the page's main thread from the message to the next frame, the best of three. */
async function drawTime(text: string): Promise<number> {
  const session = await chat.page.context().newCDPSession(chat.page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    await showAnswer("");
    const start = await spent();
    await showAnswer(text);
    best = Math.min(best, (await spent()) - start);
  }
  await session.detach();
  return best;
}
