import { createHash } from "node:crypto";
import type { Digest, Receipt, ReceiptPart } from "../core/receipt.ts";
import { isObject, type JsonObject } from "./json.ts";
import { digestOf } from "./outgoingBody.ts";

/**
 * What a body holds.
 *
 * @param body the measure of what was sent
 * @param json the same, before it became text
 * @param at milliseconds since 1970
 */
export function receiptOf(body: Digest, json: JsonObject, address: string, at: number): Receipt {
  const { model, messages, ...fields } = json;
  return {
    at,
    address,
    model: String(model),
    fields,
    body,
    parts: partsOf(Array.isArray(messages) ? messages.filter(isObject) : []),
  };
}

function partsOf(messages: readonly JsonObject[]): readonly ReceiptPart[] {
  const parts: ReceiptPart[] = [];
  const [first] = messages;
  const hasSystem = first?.["role"] === "system";
  if (hasSystem) parts.push({ kind: "system", ...digest(String(first["content"])) });
  const question = messages.findLastIndex(({ role }) => role === "user");
  const history = messages.filter((_, i) => i !== question && !(hasSystem && i === 0));
  if (history.length > 0)
    parts.push({ kind: "history", messages: history.length, ...digestOf(history) });
  return [...parts, ...contentParts(messages[question]?.["content"])];
}

function contentParts(content: unknown): readonly ReceiptPart[] {
  if (typeof content === "string") return [{ kind: "text", ...digest(content) }];
  return Array.isArray(content) ? content.filter(isObject).map(contentPart) : [];
}

function contentPart(part: JsonObject): ReceiptPart {
  const kind = part["type"] === "image_url" ? "image" : "video";
  const media = part[`${kind}_url`];
  if (!isObject(media)) return { kind: "text", ...digest(String(part["text"])) };
  const url = String(media["url"]);
  const comma = url.indexOf(",");
  const mime = /^data:([^;,]*)/.exec(url)?.[1];
  if (mime === undefined) return { kind, mime: "", ...digest(url) };
  return { kind, mime, ...digest(Buffer.from(url.slice(comma + 1), "base64")) };
}

function digest(content: string | Uint8Array): Digest {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
