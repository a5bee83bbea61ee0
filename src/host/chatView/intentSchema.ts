import * as v from "valibot";
import { codeActions, type Intent } from "../../shared/protocol.ts";
import { mediaLimits } from "../../shared/mediaFacts.ts";
import { parameterNames, parameterProblem } from "../../shared/parameterRules.ts";
import { reasoningEfforts } from "../../shared/parameters.ts";
import { triggers } from "../../shared/completion.ts";
import { mostDropped } from "../../shared/droppedFiles.ts";
import { historyActionSchema } from "./historySchema.ts";
import { actionIds } from "../../shared/view.ts";

/** Messages from the view are hostile until they parse: a subverted view can send anything. */
const text = v.pipe(v.string(), v.maxLength(10_000_000));
const id = v.pipe(v.string(), v.maxLength(200));
const lineNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const path = v.pipe(v.string(), v.maxLength(1000));
const bytes = v.instance(Uint8Array<ArrayBuffer>);
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

const epoch = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const shrunkFrom = v.nullable(v.strictObject({ width: pixels, height: pixels }));

const IntentSchema = v.variant("type", [
  v.strictObject({ type: v.literal("ready") }),
  v.strictObject({ type: v.literal("send"), conversationId: id, text, epoch }),
  v.strictObject({ type: v.literal("stop") }),
  v.strictObject({ type: v.literal("newChat") }),
  v.strictObject({ type: v.literal("draft"), conversationId: id, text, epoch }),
  v.strictObject({ type: v.literal("editLast") }),
  v.strictObject({ type: v.literal("editQuestion"), messageId: id }),
  v.strictObject({ type: v.literal("cancelEdit") }),
  v.strictObject({ type: v.picklist(["takeBack", "sendQueued"]), id }),
  v.strictObject({ type: v.literal("continue"), messageId: id }),
  v.strictObject({ type: v.literal("showVersion"), messageId: id, step: v.picklist([1, -1]) }),
  v.strictObject({ type: v.picklist(["chooseCandidates", "clearCandidates"]) }),
  v.strictObject({ type: v.picklist(["dropOldest", "summarizeOldest", "restoreTurns"]) }),
  v.strictObject({ type: v.picklist(["compareVersions", "keepAnswer", "fork"]), messageId: id }),
  v.strictObject({
    type: v.literal("complete"),
    seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    trigger: v.picklist(triggers),
    query: v.pipe(v.string(), v.maxLength(1000)),
  }),
  v.strictObject({ type: v.literal("takeCompletion"), id }),
  v.strictObject({ type: v.literal("showReceipt"), messageId: id }),
  v.strictObject({ type: v.picklist(["closeReceipt", "copyReceipt"]) }),
  v.strictObject({ type: v.literal("attach") }),
  v.strictObject({
    type: v.literal("attachUris"),
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(mostDropped)),
  }),
  v.strictObject({
    type: v.literal("addMedia"),
    conversationId: id,
    name: v.pipe(v.string(), v.maxLength(1000)),
    bytes,
    shrunkFrom,
    frames: v.pipe(
      v.array(v.strictObject({ seconds: v.pipe(v.number(), v.minValue(0)), bytes })),
      v.maxLength(mediaLimits.videoFrames),
    ),
    source: v.nullable(
      v.strictObject({
        id,
        lines: v.nullable(v.strictObject({ start: lineNumber, end: lineNumber })),
      }),
    ),
  }),
  v.strictObject({
    type: v.literal("attachText"),
    conversationId: id,
    name: v.pipe(v.string(), v.maxLength(1000)),
    text,
  }),
  v.strictObject({ type: v.literal("replacePicture"), conversationId: id, id, bytes, shrunkFrom }),
  v.strictObject({
    type: v.literal("refuseMedia"),
    text: v.pipe(v.string(), v.maxLength(2000)),
  }),
  v.strictObject({ type: v.literal("needPicture"), sha256: v.pipe(v.string(), v.hexadecimal()) }),
  v.strictObject({ type: v.literal("pinSelection") }),
  v.strictObject({ type: v.literal("removeAttachment"), id }),
  v.strictObject({ type: v.picklist(["sendShown", "sendProblems"]), id, isSent: v.boolean() }),
  v.strictObject({ type: v.literal("dropMedia"), id, isDropped: v.boolean() }),
  v.strictObject({ type: v.literal("refreshAttachment"), id }),
  v.strictObject({ type: v.literal("revealAttachment"), id }),
  v.strictObject({
    type: v.literal("action"),
    action: v.picklist(actionIds),
    messageId: v.nullable(id),
  }),
  v.strictObject({ type: v.literal("history"), action: historyActionSchema }),
  v.strictObject({ type: v.literal("openLink"), url: v.pipe(v.string(), v.maxLength(10_000)) }),
  v.strictObject({
    type: v.literal("findFiles"),
    paths: v.pipe(v.array(path), v.maxLength(100)),
  }),
  v.strictObject({
    type: v.literal("openFile"),
    path,
    line: v.nullable(lineNumber),
    column: v.nullable(lineNumber),
  }),
  v.strictObject({
    type: v.literal("code"),
    action: v.picklist(codeActions),
    messageId: id,
    code: text,
    info: v.pipe(v.string(), v.maxLength(10_000)),
  }),
  v.strictObject({ type: v.literal("selectModel") }),
  v.pipe(
    v.strictObject({
      type: v.literal("setParameter"),
      name: v.picklist(parameterNames),
      value: v.nullable(v.union([v.number(), v.boolean(), v.picklist(reasoningEfforts)])),
    }),
    v.check(({ name, value }) => value === null || parameterProblem(name, value) === undefined),
  ),
  v.strictObject({ type: v.literal("setSystemPrompt"), conversationId: id, text }),
  v.strictObject({ type: v.literal("resetParameters") }),
  v.strictObject({ type: v.picklist(["applyPreset", "deletePreset"]), name: id }),
  v.strictObject({ type: v.literal("savePreset") }),
  v.strictObject({ type: v.literal("focus"), inside: v.boolean() }),
  v.strictObject({
    type: v.literal("highlight"),
    block: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    language: id,
    text,
    peek: v.boolean(),
  }),
]) satisfies v.GenericSchema<unknown, Intent>;

/** The intent, or undefined for anything else. */
export function parseIntent(message: unknown): Intent | undefined {
  const result = v.safeParse(IntentSchema, message);
  return result.success ? result.output : undefined;
}
