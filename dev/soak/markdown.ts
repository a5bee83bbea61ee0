import { openChatPage } from "../../test/browser/chatPage.ts";
import { mixtures, strangers } from "../../test/browser/hostileAnswers.ts";

/** `npm run soak -- markdown [inputs]`: 100,000 random mixtures of hostile Markdown, 5,000 to a page. */
const [, inputs = "100000"] = process.argv.slice(2);
const started = performance.now();
const totals = { inputs: 0, offences: 0, strangers: 0 };
while (totals.inputs < Number(inputs)) {
  const chat = await openChatPage();
  const found = await strangers(chat, mixtures(5000));
  totals.inputs += 5000;
  totals.strangers += found.length;
  totals.offences += chat.offences.length;
  for (const what of new Set([...found, ...chat.offences])) console.error(what);
  console.error(`${totals.inputs} inputs`);
  await chat.close();
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log("| inputs | requests and policy violations | nodes off the list | seconds |");
console.log("| --: | --: | --: | --: |");
console.log(
  `| ${[totals.inputs, totals.offences, totals.strangers, seconds].map((n) => n.toLocaleString("en")).join(" | ")} |`,
);
process.exit(totals.offences + totals.strangers === 0 ? 0 : 1);
