import * as v from "valibot";
import type { HistoryAction } from "../../shared/history.ts";

const id = v.pipe(v.string(), v.maxLength(200));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

/** What a view may ask of the history; see `intentSchema.ts`. */
export const historyActionSchema = v.variant("do", [
  v.strictObject({ do: v.literal("show") }),
  v.strictObject({ do: v.literal("hide") }),
  v.strictObject({
    do: v.literal("search"),
    query: v.pipe(v.string(), v.maxLength(1_000)),
    scope: v.picklist(["here", "all"]),
  }),
  v.strictObject({ do: v.literal("range"), start: count, count: v.pipe(count, v.maxValue(500)) }),
  v.strictObject({ do: v.literal("open"), id, messageId: v.nullable(id) }),
  v.strictObject({ do: v.literal("rename"), id, title: v.pipe(v.string(), v.maxLength(1_000)) }),
  v.strictObject({ do: v.literal("pin"), id, pinned: v.boolean() }),
  v.strictObject({ do: v.literal("attach"), id }),
  v.strictObject({ do: v.literal("remove"), id }),
  v.strictObject({ do: v.literal("undo") }),
  v.strictObject({ do: v.literal("manage") }),
]) satisfies v.GenericSchema<unknown, HistoryAction>;
