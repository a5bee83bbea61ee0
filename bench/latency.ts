import { composeAnswer } from "../dev/standIn/answers/compose.ts";
import type { RequestRecord } from "../dev/standIn/record.ts";
import { differenceOfClocks } from "./support/clocks.ts";
import { type ChatWindow, newChat, openChatWindow } from "./support/chatWindow.ts";
import { median, percentile, table } from "./support/figures.ts";

/**
 * From the moment a chunk leaves the server to its text in the DOM of the chat view, in a real VS Code: through
 * the socket, the extension host, VS Code's own message channel and the view's rendering. Both ends read the
 * machine's clock; what their origins differ by is measured and taken off.
 */
const chunksPerSecond = 200;
const runs = 3;
const questions = { Prose: "Count to 1200", Markdown: "What is a closure?" };

const window = await openChatWindow({ rate: chunksPerSecond }, "llama31-8b");
try {
  const rows: unknown[][] = [];
  for (const [kind, question] of Object.entries(questions)) {
    for (let run = 1; run <= runs; run += 1) {
      const latencies = await measure(window, question);
      const figures = [median(latencies), percentile(latencies, 0.95), Math.max(...latencies)];
      rows.push([kind, run, latencies.length, ...figures.map((value) => value.toFixed(1))]);
    }
  }
  console.log(table(["Answer", "Run", "Chunks", "Median ms", "p95 ms", "Max ms"], rows));
} finally {
  await window.close();
}

/** When the view showed how many letters and digits of the last answer. */
type Sighting = [at: number, letters: number];

/** Milliseconds for each chunk that brought a letter or digit. */
async function measure({ chat, standIn }: ChatWindow, question: string): Promise<number[]> {
  const body = chat.frame.locator("body");
  await newChat(chat);
  const sightings = await body.evaluateHandle(watchLastAnswer);
  await chat.ask(question);
  await chat.lastAnswer().becomes("complete");
  const clockDifference = await differenceOfClocks(body);
  const seen = (await sightings.jsonValue()).map(([at, letters]): Sighting => [
    at - clockDifference,
    letters,
  ]);
  await sightings.dispose();
  const source = composeAnswer([{ question, sights: [] }], "none").text;
  return latenciesOf(source, standIn.requests.at(-1)?.sent ?? [], seen);
}

function latenciesOf(
  source: string,
  sent: RequestRecord["sent"],
  seen: readonly Sighting[],
): number[] {
  const all = countLetters(source);
  const shown = seen.at(-1)?.[1];
  if (shown !== all) throw new Error(`The view shows ${shown} of ${all} letters.`);
  const latencies: number[] = [];
  let sighting = 0;
  let before = 0;
  for (const [at, characters] of sent) {
    const letters = countLetters(source.slice(0, characters));
    while ((seen[sighting]?.[1] ?? letters) < letters) sighting += 1;
    const seenAt = seen[sighting]?.[0];
    if (letters > before && seenAt !== undefined) latencies.push(seenAt - at);
    before = letters;
  }
  return latencies;
}

/** Letters and digits of the text; markup is made of other characters, but for the tags of fences. */
function countLetters(markdown: string): number {
  return markdown.replaceAll(/^```\w*$/gm, "").match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Runs in the page: notes at each change of the DOM how much of the last answer can be seen. */
function watchLastAnswer(): Sighting[] {
  const seen: Sighting[] = [];
  new MutationObserver(() => {
    const answer = [...document.querySelectorAll('[data-part="answer"]')].at(-1);
    if (answer === undefined) return;
    const walker = document.createTreeWalker(answer, NodeFilter.SHOW_ALL, (node) =>
      node instanceof Element && node.matches("button, .code-header")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    let letters = 0;
    while (walker.nextNode() !== null)
      if (walker.currentNode instanceof Text)
        letters += walker.currentNode.data.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    seen.push([performance.timeOrigin + performance.now(), letters]);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  return seen;
}
