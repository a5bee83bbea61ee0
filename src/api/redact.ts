import type { Failure } from "../shared/failure.ts";

/** Removes secrets from a text. */
export type Redact = (text: string) => string;

/** Shorter than this is a placeholder such as `none`: taken out wherever it stands, it would blank out words. */
const shortestSecret = 6;

/** A run of base64 as long as this is a file; some servers quote it without the head of its data URL. */
const base64Run = /[\w+/-]{256,}={0,2}/g;

const dataUrl = /data:[\w.+-]*(?:\/[\w.+-]*)?(?:;[\w.+=-]*)*,[^\s"'<>()]*/gi;

/**
 * The redactor for everything that is logged or shown: takes out the key, plain or as base64 (at any
 * alignment), URL- or JSON-escaped, a very short one only where it is called a key, and the contents of files in data URLs or base64. What it leaves behind is not ASCII, so that
 * it never completes another match: redacting twice changes nothing.
 */
export function createRedactor(key: string | undefined): Redact {
  const secret = key === undefined || key === "" ? undefined : secretForms(key);
  return (text) => {
    const withoutKey = secret === undefined ? text : text.replace(secret, "•••");
    const withoutUrls = /data:/i.test(withoutKey)
      ? withoutKey.replace(dataUrl, "«data URL»")
      : withoutKey;
    return withoutUrls.replace(base64Run, "«data»");
  };
}

/** The text as `createRedactor` leaves it, for several keys. */
export function redactKeys(text: string, keys: readonly string[]): string {
  return keys.reduce((rest, key) => createRedactor(key)(rest), createRedactor(undefined)(text));
}

/** Takes secrets out of a failure, first, and then cuts it: half a key would not be found. */
export function scrubFailure(
  { message, code, param, requestId, ...rest }: Failure,
  redact: Redact,
): Failure {
  const clean = (text: string, length: number): string => {
    const redacted = redact(text);
    return redacted.length > length ? `${redacted.slice(0, length - 1)}…` : redacted;
  };
  return {
    ...rest,
    message: clean(message, 500),
    ...(code !== undefined && { code: clean(code, 100) }),
    ...(param !== undefined && { param: clean(param, 100) }),
    ...(requestId !== undefined && { requestId: clean(requestId, 200) }),
  };
}

function secretForms(key: string): RegExp {
  if (key.length >= shortestSecret)
    return new RegExp([escapedForms(key), ...base64Forms(key)].join("|"), "g");
  const called = "(?:bearer|authorization|token|secret|key)(?: is| was| provided)?";
  return new RegExp(`(?<=${called}[\\s:='"\\\\]{1,6})${escapedForms(key)}(?![\\w-])`, "gi");
}

/** Each character as itself, percent-encoded (also repeatedly) or JSON-escaped (also twice). */
function escapedForms(key: string): string {
  return key.replace(/\\+|[^\\]/g, (run) => {
    const count = run.length;
    const hex = run.charCodeAt(0).toString(16);
    const anyCase = hex.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const plain = run.startsWith("\\")
      ? `\\\\{${count},${4 * count}}`
      : `${'"/'.includes(run) ? "\\\\{0,3}" : ""}\\x${hex}`;
    return `(?:${plain}|(?:%(?:25)*${anyCase}){${count}}|(?:\\\\{1,2}u00${anyCase}){${count}})`;
  });
}

/** The characters of a base64 text that depend on the key alone, for each alignment and both alphabets. */
function base64Forms(key: string): string[] {
  const bytes = Buffer.from(key);
  return [0, 1, 2].flatMap((offset) => {
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const stable = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .slice(first, end);
    return [stable.replaceAll("+", "\\+"), stable.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
