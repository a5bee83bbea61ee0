import type { Op, Update } from "./protocol.ts";
import type { MessageView, ViewState } from "./view.ts";

export interface Revision {
  readonly rev: number;
  readonly state: ViewState;
}

/**
 * Folds one update into the last revision. Both sides use it, so folded patches equal the snapshot.
 * Returns undefined on a gap: the caller asks for a snapshot. An update older than the revision changes nothing.
 */
export function applyUpdate(last: Revision | undefined, update: Update): Revision | undefined {
  if (update.type === "snapshot") return { rev: update.rev, state: update.state };
  if (last === undefined || update.rev > last.rev + 1) return undefined;
  if (update.rev <= last.rev) return last;
  return { rev: update.rev, state: update.ops.reduce(applyOp, last.state) };
}

function applyOp(state: ViewState, op: Op): ViewState {
  switch (op.op) {
    case "append":
      return { ...state, messages: state.messages.map((message) => append(message, op)) };
    case "put":
      return { ...state, messages: put(state.messages, op.message) };
    case "truncate":
      return { ...state, messages: state.messages.slice(0, op.length) };
    case "set":
      return { ...state, [op.key]: op.value };
  }
}

function append(message: MessageView, op: Op & { op: "append" }): MessageView {
  if (message.id !== op.id || message.role !== "assistant") return message;
  return { ...message, [op.part]: message[op.part] + op.text };
}

function put(messages: readonly MessageView[], message: MessageView): readonly MessageView[] {
  const index = messages.findIndex(({ id }) => id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
}
