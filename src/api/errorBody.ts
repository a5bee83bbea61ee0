import { isObject, numberOf, parseJson, textOf, type JsonObject } from "./json.ts";

/** What an error's body says, in whatever shape it came (wire.md §3.3, §4.1). */
export interface ErrorFacts {
  /** The server's words, uncut and unscrubbed; empty where it had none. */
  readonly message: string;
  readonly code?: string;
  /** A status inside the body, where errors come in a stream that began well. */
  readonly status?: number;
  readonly param?: string;
  /** Milliseconds. */
  readonly retryAfterMs?: number;
  /** A web page came instead of an answer of an API. */
  readonly isPage?: boolean;
}

/** The error objects of wire.md §3.3 and §4.1, wrapped or flat. */
export function isErrorValue(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (value["error"]) return true;
  const { choices, object, type, message, code, detail, errors } = value;
  if (Array.isArray(choices))
    return choices.some((choice) => isObject(choice) && Boolean(choice["error"]));
  if (object === "error" || type === "error") return true;
  return (textOf(message) !== undefined && code !== undefined) || Boolean(detail ?? errors);
}

/** Reads a whole body: JSON of any shape, a page, a line of text. */
export function readErrorText(body: string): ErrorFacts {
  const text = body.trim();
  if (text.startsWith("<")) return { message: pageTitle(text), isPage: true };
  const value = parseJson(text);
  if (value === undefined) return { message: text.split("\n", 1)[0]?.trim() ?? "" };
  return readErrorValue(value);
}

/** Reads parsed JSON; unwraps JSON inside a string once. */
export function readErrorValue(value: unknown, nested = false): ErrorFacts {
  if (typeof value === "string") {
    const inner = /^\s*[{[]/.test(value) && !nested ? parseJson(value) : undefined;
    return inner === undefined ? { message: value.trim() } : readErrorValue(inner, true);
  }
  if (Array.isArray(value)) return readErrorValue(value[0] ?? "", nested);
  if (!isObject(value)) return { message: "" };
  const { error } = value;
  if (isObject(error) || textOf(error) !== undefined || Array.isArray(error)) {
    const outer = plainFacts(value);
    const inner = readErrorValue(error, nested);
    return { ...outer, ...inner, message: inner.message || outer.message };
  }
  if (Array.isArray(value["choices"])) {
    const inner = value["choices"].find((choice) => isObject(choice) && choice["error"]);
    if (isObject(inner)) return readErrorValue(inner["error"], nested);
  }
  const facts = plainFacts(value);
  const inner = nested ? undefined : parseObject(facts.message);
  const innerFacts = inner === undefined ? facts : readErrorValue(inner, true);
  return innerFacts.message === "" ? facts : { ...facts, ...innerFacts };
}

function parseObject(text: string): JsonObject | undefined {
  const value = text.startsWith("{") ? parseJson(text) : undefined;
  return isObject(value) ? value : undefined;
}

/** The facts of an object that has them on its own level. */
function plainFacts(value: JsonObject): ErrorFacts {
  const { code, type, status, param, detail, retry_after } = value;
  const name = textOf(code) ?? textOf(type);
  const inBody = [code, status, type].map(statusOf).find((number) => number !== undefined);
  const field = textOf(param) ?? validationField(detail);
  const seconds = numberOf(retry_after);
  return {
    message: messageOf(value),
    ...(name !== undefined && { code: name }),
    ...(inBody !== undefined && { status: inBody }),
    ...(field !== undefined && { param: field }),
    ...(seconds !== undefined && seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  };
}

function messageOf(value: JsonObject): string {
  const { message, detail, errors, error_description, msg, title } = value;
  if (isObject(message) || Array.isArray(message)) return JSON.stringify(message);
  return (
    textOf(message) ??
    (Array.isArray(detail) ? detail.map(validationText).join("; ") : undefined) ??
    ([textOf(title), textOf(detail)].filter(Boolean).join(": ") || undefined) ??
    (isObject(detail) ? readErrorValue(detail, true).message : undefined) ??
    (Array.isArray(errors) ? readErrorValue(errors, true).message : undefined) ??
    textOf(error_description) ??
    textOf(msg) ??
    ""
  );
}

/** One entry of FastAPI's 422: `top_k: Input should be a valid integer`. */
function validationText(entry: unknown): string {
  if (!isObject(entry)) return textOf(entry) ?? "";
  const field = locationOf(entry);
  const message = textOf(entry["msg"]) ?? "";
  return field === undefined ? message : `${field}: ${message}`;
}

function validationField(detail: unknown): string | undefined {
  return Array.isArray(detail) && isObject(detail[0]) ? locationOf(detail[0]) : undefined;
}

function locationOf({ loc }: JsonObject): string | undefined {
  if (!Array.isArray(loc)) return undefined;
  return textOf(loc.filter((step) => step !== "body").join("."));
}

/** The names of `HTTPStatus` that SGLang puts into `type`. */
const statusNames: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  REQUEST_ENTITY_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

function statusOf(value: unknown): number | undefined {
  const number = typeof value === "string" ? (statusNames[value] ?? Number(value)) : value;
  return typeof number === "number" && number >= 400 && number < 600 ? number : undefined;
}

/** Characters of a page that are looked at: finding its title takes time that grows with their square. */
const longestHead = 8000;

/** The title of a page, or its first heading. */
function pageTitle(page: string): string {
  const html = page.slice(0, longestHead);
  const [, title = ""] =
    /<title[^>]*>([^<]*)/i.exec(html) ?? /<h[1-6][^>]*>(.*?)<\/h[1-6]/is.exec(html) ?? [];
  return title
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
