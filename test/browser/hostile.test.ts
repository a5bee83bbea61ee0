import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";
import { corpus, slow } from "./corpus.ts";

/** Inputs of the fuzz test; the slow part of CI asks for 100,000. */
const fuzzed = Number(process.env["EIGEN_FUZZ"] ?? 1500);

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

/** Elements and attributes in answers that are not on the list, after the texts were drawn in two pieces. */
async function strangers(texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [index, text] of texts.entries()) {
    const id = `m${index}`;
    const half = text.slice(0, text.length / 2);
    await chat.show({ messages: [answer(id, { text: half, state: "streaming" })] });
    await chat.show({ messages: [answer(id, { text })] });
    found.push(...(await chat.page.evaluate(notListed)));
  }
  return found;
}

/** Runs in the page. */
function notListed(): readonly string[] {
  const elements =
    /^(?:DIV|P|H[1-6]|UL|OL|LI|BLOCKQUOTE|HR|TABLE|THEAD|TBODY|TR|TH|TD|EM|STRONG|S|CODE|PRE|A|BR|SPAN|INPUT|BUTTON)$/;
  const attributes =
    /^(?:class|role|tabindex|title|aria-(?:label|expanded)|type|disabled|checked|start|data-(?:url|path|mark|align|task|math|action|folded))$/;
  const all = [...document.querySelectorAll('[data-part="answer"] *')];
  const names = all.flatMap((element) => element.getAttributeNames());
  return [
    ...all.map(({ tagName }) => tagName).filter((name) => !elements.test(name)),
    ...names.filter((name) => !attributes.test(name)),
    ...(document.title === "Eigen AI Chat" ? [] : ["title"]),
  ];
}

test("nothing of the hostile corpus gets out of its answer", async () => {
  await showAnswer("");
  expect(await strangers(corpus)).toEqual([]);
});

test("no link of the corpus leads to anything but the web", async () => {
  await showAnswer(corpus.join("\n\n"));
  const urls = await chat.page
    .locator("[data-url]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("data-url")));
  expect(urls.length).toBeGreaterThan(10);
  expect(urls.filter((url) => !/^(?:https?|mailto):/i.test(url ?? ""))).toEqual([]);
  await chat.page.locator("[data-url]").first().click();
  expect(chat.intents.at(-1)).toMatchObject({ type: "openLink" });
});

test("characters that cannot be seen are marked, in text and in code", async () => {
  await showAnswer("a\u202Eb\u202C\n\n```ts\nif (is\u200BAdmin) {}\n```");
  const names = await chat.page
    .locator('[data-mark="invisible"]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute("title")));
  expect(names).toEqual([
    "U+202E RIGHT-TO-LEFT OVERRIDE",
    "U+202C POP DIRECTIONAL FORMATTING",
    "U+200B ZERO WIDTH SPACE",
  ]);
});

test(`${fuzzed} mixtures of Markdown, HTML and addresses stay on the list`, async () => {
  const piece = fc.oneof(
    fc.constantFrom(...corpus.filter((text) => text.length < 200)),
    fc.constantFrom(
      "\n",
      "\n\n",
      "`",
      "```\n",
      "**",
      "[",
      "](",
      ")",
      "![",
      "<",
      ">",
      '"',
      "'",
      "| ",
      "- ",
      "> ",
      "&",
      "\\",
      "$$",
    ),
    fc.constantFrom(
      "<svg",
      "<img",
      " src=x",
      " onerror=alert(1)",
      " style=x",
      "<script>",
      "</",
      "-->",
      "&#x6A;",
      "javascript:",
    ),
    fc.string({ maxLength: 8 }),
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
  const texts = fc.sample(text, fuzzed);
  // Many at once: each is a paragraph of its own or not, as it happens.
  const batches = Array.from({ length: Math.ceil(texts.length / 25) }, (_, index) =>
    texts.slice(index * 25, index * 25 + 25).join("\n\n"),
  );
  await showAnswer("");
  expect(await strangers(batches)).toEqual([]);
}, 600_000);

test.each(Object.keys(slow))(
  "%s: time grows with the length, not with its square",
  async (name) => {
    const build = slow[name] ?? String;
    // A busy machine can spoil one round; what grows with the square spoils them all.
    for (let round = 1; ; round++) {
      const times: number[] = [];
      for (const length of [8_000, 16_000, 32_000]) times.push(await drawTime(build(length)));
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
