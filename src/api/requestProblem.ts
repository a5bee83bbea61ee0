import type { ChatMessage, CompletionRequest, ContentPart } from "../core/completion.ts";
import type { Failure } from "../shared/failure.ts";
import { isParameterName, parameterProblem } from "../shared/parameterRules.ts";

/** Fields that have a place of their own in a request; `extra` must not overwrite them. */
const ownFields = new Set(["model", "messages", "stream", "chat_template_kwargs"]);

/** What is wrong with a request, found before anything is sent: the field, and what it may be (wire.md §1.1). */
export function requestProblem(request: CompletionRequest): Failure | undefined {
  const { model, messages, parameters, extra = {} } = request;
  if (model.trim() === "" || hasControl(model.trim()))
    return problem("model", "the id of a model, without control characters");
  for (const [name, value] of Object.entries(parameters)) {
    if (!isParameterName(name)) return problem(name, "left out: it is no parameter of this API");
    const wanted = value === undefined ? undefined : parameterProblem(name, value);
    if (wanted !== undefined) return problem(name, wanted, value);
  }
  for (const name of Object.keys(extra))
    if (ownFields.has(name) || isParameterName(name))
      return problem(name, "set in its own place, not among the extra fields");
  for (const [name, value] of Object.entries({ ...request.templateKwargs, ...extra }))
    if (!isJson(value)) return problem(name, "a value that JSON can hold");
  if (messages.length === 0) return problem("messages", "at least one message");
  for (const [index, message] of messages.entries()) {
    const found = messageProblem(message, `messages[${index}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function messageProblem({ role, content }: ChatMessage, where: string): Failure | undefined {
  if (!["system", "user", "assistant", "tool"].includes(role))
    return problem(`${where}.role`, "one of system, user, assistant, tool", role);
  if (typeof content === "string") return undefined;
  if (!Array.isArray(content)) return problem(`${where}.content`, "a text or a list of parts");
  if (role !== "user") return problem(`${where}.content`, "a text: only user messages have parts");
  for (const [index, part] of content.entries()) {
    const found = partProblem(part, `${where}.content[${index}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function partProblem(part: ContentPart, where: string): Failure | undefined {
  switch (part.type) {
    case "text":
      return typeof part.text === "string" ? undefined : problem(`${where}.text`, "a text");
    case "image_url": {
      const { detail, url } = part.image_url;
      if (detail !== undefined && !["auto", "low", "high"].includes(detail))
        return problem(`${where}.image_url.detail`, "one of auto, low, high", detail);
      return urlProblem(url, "image", `${where}.image_url.url`);
    }
    case "video_url":
      return urlProblem(part.video_url.url, "video", `${where}.video_url.url`);
    default:
      return problem(`${where}.type`, "one of text, image_url, video_url");
  }
}

/**
 * The server opens what a URL names, and a bare path or `file:` would be one on its own disk: only https, and data
 * URLs in the one form that every server reads (wire.md §1.3). SVG is no picture to any of them.
 */
function urlProblem(url: string, kind: "image" | "video", where: string): Failure | undefined {
  if (typeof url === "string") {
    if (URL.parse(url)?.protocol === "https:" && /^https:/i.test(url)) return undefined;
    const head = /^data:([a-z]+)\/(?!svg)[\w.+-]+;base64,/.exec(url);
    if (head?.[1] === kind && isBase64(url, head[0].length)) return undefined;
  }
  return problem(
    where,
    `an https URL, or a data URL of the form data:${kind}/…;base64,… with padded base64 and no white space`,
  );
}

const notBase64 = /[^A-Za-z0-9+/]/g;

function isBase64(text: string, start: number): boolean {
  if (text.length === start || (text.length - start) % 4 !== 0) return false;
  notBase64.lastIndex = start;
  const rest = notBase64.exec(text)?.index ?? text.length;
  return rest === text.length || (rest >= text.length - 2 && /^={1,2}$/.test(text.slice(rest)));
}

/** JSON would turn numbers without a value into null, and fails on what it cannot hold. */
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner === "number" && !Number.isFinite(inner)) throw new RangeError();
      return inner;
    });
    return true;
  } catch {
    return false;
  }
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** `temperature must be a number from 0 to 2, not 3` */
function problem(param: string, wanted: string, value?: unknown): Failure {
  const got = typeof value === "number" || typeof value === "string" ? `, not ${value}` : "";
  return {
    kind: "invalid-request",
    param,
    message: `${param} must be ${wanted}${got}`.slice(0, 500),
  };
}
