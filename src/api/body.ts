import type { Answer } from "./answer.ts";
import { BodyFormat, type Caps } from "./bodyFormat.ts";
import type { TimeLimits } from "./timeLimits.ts";

/** Bytes of an error's body: some servers send the question back, with its pictures. */
const errorBytes = 65_536;
/** An error's body that takes longer is cut there. */
const errorBodyMs = 2000;
/** After the end of the answer, the rest of the body is read for so long, to keep the connection for the next one. */
const restMs = 1000;

/** Reads the body of a response with a good status into the answer, stream or not. */
export async function readBody(
  body: ReadableStream<Uint8Array>,
  answer: Answer,
  limits: TimeLimits,
  caps: Caps,
  onOpen: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const format = new BodyFormat(answer, caps);
  let bytes = 0;
  while (!answer.over) {
    const { done, value } = await reader.read();
    if (answer.over) break;
    if (done) {
      format.feed(decoder.decode());
      format.end();
      return;
    }
    if (value.byteLength === 0) continue;
    if (bytes === 0) onOpen();
    bytes += value.byteLength;
    limits.bytesCame();
    const lengthBefore = answer.length;
    if (bytes > caps.bodyBytes) answer.fail({ kind: "too-long", message: "" });
    else format.feed(decoder.decode(value, { stream: true }));
    if (answer.length > lengthBefore) limits.contentCame();
    if (answer.finished) limits.settle();
  }
  void (answer.finished ? readRest(reader) : cancel(reader));
}

/** Reads the beginning of an error's body as text; what can't be read is left out. */
export async function readErrorBody(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const timer = setTimeout(() => void cancel(reader), errorBodyMs);
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    while (bytes < errorBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, errorBytes - bytes), { stream: true });
      bytes += value.byteLength;
    }
  } catch {
    // What came says more than that it broke off.
  }
  clearTimeout(timer);
  void cancel(reader);
  return text;
}

/** Reads on for a moment, so that the connection can carry the next request; then cancels. */
async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void cancel(reader), restMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer is over; how the connection ends does not matter.
  }
  clearTimeout(timer);
}

async function cancel(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  await reader.cancel().catch(() => undefined);
}
