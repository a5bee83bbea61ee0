import { createHash, randomUUID } from "node:crypto";
import type { Digest } from "../core/receipt.ts";
import type { JsonObject } from "./json.ts";

/** A body as it leaves, and its measure. */
export interface OutgoingBody {
  /** For `fetch`. */
  readonly init: { readonly body: NonNullable<RequestInit["body"]>; readonly duplex?: "half" };
  readonly headers: Readonly<Record<string, string>>;
  readonly digest: Digest;
}

/** UTF-16 units of a piece. */
const pieceLength = 48_000;

/**
 * What `JSON.stringify` makes of the body, in UTF-8. A large one is written piece by piece while it is sent: the
 * pictures of a chat have tens of megabytes, which would be there several times otherwise.
 */
export function outgoingBody(json: JsonObject): OutgoingBody {
  const digest = digestOf(json);
  if (digest.bytes <= pieceLength)
    return { init: { body: JSON.stringify(json) }, headers: {}, digest };
  return {
    init: { body: streamed(jsonPieces(json)), duplex: "half" },
    headers: { "content-length": String(digest.bytes) },
    digest,
  };
}

function streamed(pieces: Iterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** The measure of what `JSON.stringify` makes of the value, in UTF-8. */
export function digestOf(json: JsonObject | readonly JsonObject[]): Digest {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const piece of jsonPieces(json)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** What is long is read when its turn comes. */
function* jsonPieces(json: JsonObject | readonly JsonObject[]): Generator<Uint8Array> {
  const mark = randomUUID();
  const long: (() => unknown)[] = [];
  const frame = JSON.stringify(json, function (this: JsonObject, key, value: unknown) {
    if (typeof value !== "string" || value.length < pieceLength) return value;
    long.push(() => this[key]);
    return mark;
  });
  for (const [i, text] of frame.split(`"${mark}"`).entries()) {
    if (i > 0) yield* inPieces(JSON.stringify(long[i - 1]?.()));
    yield* inPieces(text);
  }
}

/** No piece ends within a character. */
function* inPieces(text: string): Generator<Uint8Array> {
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = at + pieceLength;
    if ((text.codePointAt(end - 1) ?? 0) > 0xffff) end += 1;
    yield Buffer.from(text.slice(at, end));
  }
}
