import type { Intent, Op } from "../../../src/shared/protocol.ts";
import { answer, emptyState, question } from "../../../dev/viewStates.ts";
import type { MessageView } from "../../../src/shared/view.ts";
import { Publisher } from "../../../src/host/chatView/publisher.ts";
import { drive } from "../page/driver.ts";

declare global {
  /** The host's part that is not the bench's: the colours of code. */
  function toHost(intent: Intent): void;
}

/*
 * The chat view itself, with the messages that its host would send: as often as its publisher does, or a patch in each
 * frame where all peers draw the same ones. Runs in the view's own page, before its scripts.
 */
let rev = 0;
let messages: readonly MessageView[] = [];
let text = "";

const api = {
  postMessage(intent: Intent) {
    if (intent.type === "ready") show();
    else if (intent.type === "highlight") toHost(intent);
  },
  getState: () => undefined,
  setState: () => undefined,
};
Object.assign(globalThis, { acquireVsCodeApi: () => api });

function show(): void {
  rev += 1;
  send({ type: "snapshot", rev, state: { ...emptyState, messages } });
}

function patch(...ops: readonly Op[]): void {
  rev += 1;
  send({ type: "patch", rev, ops });
}

function send(data: unknown): void {
  dispatchEvent(new MessageEvent("message", { data, origin: globalThis.origin }));
}

let count = 0;
const id = (): string => `answer-${count}`;

const publisher = new Publisher(
  (message) => {
    if (message.type === "patch") patch(...message.ops);
  },
  () => emptyState,
);
publisher.ready();

drive({
  open(texts) {
    count += 1;
    messages = texts.map((text, index) =>
      index % 2 === 0
        ? question(`stored-${count}-${index}`, text)
        : answer(`stored-${count}-${index}`, { text }),
    );
    show();
  },
  begin() {
    count += 1;
    text = "";
    patch(
      { op: "put", message: answer(id(), { state: "streaming" }) },
      { op: "set", key: "runningId", value: id() },
    );
  },
  take(added, forFrame) {
    text += added;
    const op: Op = { op: "append", id: id(), part: "text", text: added };
    if (forFrame) patch(op);
    else publisher.push(op);
  },
  end() {
    publisher.push({ op: "put", message: answer(id(), { text }) });
    publisher.push({ op: "set", key: "runningId", value: null });
  },
});
