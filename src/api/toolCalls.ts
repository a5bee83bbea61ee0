import type { ToolCall } from "../core/completion.ts";
import { isObject, numberOf, textOf } from "./json.ts";

/** Puts tool calls together: each delta carries a piece of the arguments, the first one also the name. */
export class ToolCalls {
  readonly #calls = new Map<number, { id: string; name: string; arguments: string }>();

  /** Returns the characters that came with them. */
  add(pieces: readonly unknown[]): number {
    let length = 0;
    for (const [position, piece] of pieces.entries()) {
      if (!isObject(piece)) continue;
      const index = numberOf(piece["index"]) ?? position;
      const called = isObject(piece["function"]) ? piece["function"] : {};
      const call = this.#calls.get(index) ?? { id: `call_${index}`, name: "", arguments: "" };
      call.id = textOf(piece["id"]) ?? call.id;
      call.name = textOf(called["name"]) ?? call.name;
      const more = textOf(called["arguments"]) ?? "";
      call.arguments += more;
      length += more.length;
      this.#calls.set(index, call);
    }
    return length;
  }

  /** The calls that have a name, in the order of their making. */
  all(): readonly ToolCall[] {
    return [...this.#calls.values()]
      .filter(({ name }) => name !== "")
      .map(({ id, ...called }) => ({ id, type: "function", function: called }));
  }
}
