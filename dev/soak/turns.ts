import { writeSync } from "node:fs";
import type { Answer, Question } from "../../src/core/conversation.ts";
import { faultOf } from "../../src/store/fault.ts";
import { DiskStore } from "../../src/store/diskStore.ts";

/*
 * A window's process that asks and answers as fast as it can, and says on stdout what the store acknowledged:
 * node turns.ts <directory> <conversation> <name> <turns>
 */
const [directory = "", conversation = "", name = "", turns = "0"] = process.argv.slice(2);
const store = new DiskStore({ directory, workspace: "soak", folder: "soak" }, () => undefined);

for (let turn = 0; turn < Number(turns); turn++) {
  const question: Question = {
    role: "user",
    id: `${name}-${turn}`,
    parent: null,
    createdAt: Date.now(),
    text: `Question ${name}-${turn} ${"?".repeat(turn % 700)}`,
    attachments: [],
  };
  untilFree(() => store.putMessage(conversation, question));
  say(question.id, question.text.length);
  if (turn % 5 === 0) {
    const bytes = Buffer.from(`pixels of ${question.id}`);
    const media = untilFree(() => store.putMedia(bytes, { mime: "image/png" }));
    const attachments = [{ kind: "image" as const, id: "shot", name: "shot.png", media }];
    untilFree(() => store.putDraft(conversation, { text: `Draft ${turn}`, attachments }));
  }
  const answer: Answer = {
    role: "assistant",
    id: `${question.id}-a`,
    parent: question.id,
    createdAt: Date.now(),
    model: "soak",
    state: "waiting",
    text: "",
    reasoning: "",
  };
  for (let part = 1; part <= 3; part++) {
    const text = "word ".repeat(part * 50);
    const state = part < 3 ? "streaming" : "complete";
    untilFree(() => store.putMessage(conversation, { ...answer, text, state }));
    say(answer.id, text.length);
  }
}
store.close();

/** SQLite's waiting is not fair: among many writers one may wait in vain, and tries again as the extension does. */
function untilFree<T>(write: () => T): T {
  for (;;) {
    try {
      return write();
    } catch (error) {
      if (faultOf(error) !== "locked") throw error;
    }
  }
}

/** One line for each acknowledged write: the message and how long its text is by now. */
function say(id: string, length: number): void {
  writeSync(1, `${id} ${length}\n`);
}
