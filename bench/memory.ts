import { newChat, openChatWindow } from "./support/chatWindow.ts";
import { findExtensionHost } from "./support/extensionHost.ts";
import { mean, table } from "./support/figures.ts";

/** The extension host's memory over 200 answers in 20 conversations; it should stay flat. */
const conversations = 20;
const answersEach = 10;
const questions = ["Show me every kind of Markdown", "Write 16 KB about closures"];

const window = await openChatWindow({ rate: Number.POSITIVE_INFINITY }, "llama31-8b");
const host = await findExtensionHost();
const samples: { answers: number; resident: number; heap: number }[] = [];
try {
  for (let conversation = 0; conversation < conversations; conversation += 1) {
    await newChat(window.chat);
    for (let answer = 0; answer < answersEach; answer += 1) {
      await window.chat.ask(questions[answer % questions.length] ?? "");
      await window.chat.answers().nth(answer).waitFor();
      await window.chat.lastAnswer().becomes("complete");
    }
    samples.push({
      answers: (conversation + 1) * answersEach,
      heap: await host.heapMegabytes(),
      resident: host.residentMegabytes(),
    });
  }
} finally {
  host.close();
  await window.close();
}
const rows = samples.map(({ answers, resident, heap }) => [
  answers,
  resident.toFixed(1),
  heap.toFixed(2),
]);
console.log(table(["Answers", "Resident MB", "Heap after collection MB"], rows));
const steady = samples.slice(conversations / 4);
console.log(
  `\nFrom answer ${steady[0]?.answers} on: ${kilobytesPerAnswer("heap")} KB of heap and ` +
    `${kilobytesPerAnswer("resident")} KB of resident memory for each answer (least squares).`,
);

function kilobytesPerAnswer(what: "heap" | "resident"): string {
  const x = mean(steady.map(({ answers }) => answers));
  const y = mean(steady.map((sample) => sample[what]));
  const covariance = mean(steady.map((sample) => (sample.answers - x) * (sample[what] - y)));
  const variance = mean(steady.map(({ answers }) => (answers - x) ** 2));
  return ((covariance / variance) * 1024).toFixed(1);
}
