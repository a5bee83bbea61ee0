import { data, done, role, stop, text } from "./chunks.ts";
import { complete, cutOff, failed, type WireCase } from "./wireCase.ts";

const good = role + text("Hel", "lo") + stop + done;

function framed(name: string, body: string | Uint8Array): WireCase {
  return { name, body, text: "Hello", end: complete };
}

/** wire.md §3.2: how a stream of events may be written. */
export const framingCases: readonly WireCase[] = [
  framed("CRLF line ends", good.replaceAll("\n", "\r\n")),
  framed("CR line ends", good.replaceAll("\n", "\r")),
  framed("mixed line ends", good.replace("\n\n", "\r\n\r\n").replace("}\n\n", "}\r\r")),
  framed("a byte order mark", `\u{FEFF}${good}`),
  framed("no space after the colon", good.replaceAll("data: ", "data:")),
  framed("comments of gateways", `: OPENROUTER PROCESSING\n\n${good.replace(/^/, ": ping\n\n")}`),
  framed("a bare colon as keep-alive", `:\n\n${good.replaceAll("\n\n", "\n\n:\n\n")}`),
  framed("blank lines first", `\n\n  \n${good}`),
  framed("an event named ping", `event: ping\ndata: keepalive\n\n${good}`),
  framed("a ping as data", data({ type: "ping" }) + good),
  framed("id and retry lines", `id: 7\nretry: 3000\n${good}`),
  framed("a retry that is no number", `retry: soon\n\n${good}`),
  framed("an unknown field", `foo: bar\n${good}`),
  framed("an event named message", good.replaceAll("data:", "event: message\ndata:")),
  framed("an event without data", `event: nothing\n\ndata\n\ndata:\n\n${good}`),
  framed("data over several lines", good.replace('"choices"', '\ndata: "choices"')),
  framed("[DONE] with trailing spaces", good.replace("[DONE]", "[DONE]  ")),
  framed("[DONE] twice", good + done),
  framed("events after [DONE]", good + text("!!") + data({ error: "late" })),
  framed("an unfinished line after [DONE]", `${good}data: {"cho`),
  framed("no [DONE], finished", role + text("Hel", "lo") + stop),
  framed("no blank line at the end", good.slice(0, -2)),
  framed("no [DONE] and no blank line, finished", (role + text("Hel", "lo") + stop).trimEnd()),
  {
    name: "an event stream that says text/plain",
    body: good,
    type: "text/plain",
    text: "Hello",
    end: complete,
  },
  {
    name: "an event stream that says JSON",
    body: good,
    type: "application/json",
    text: "Hello",
    end: complete,
  },
  {
    name: "an event stream although it was not asked for",
    request: { parameters: { stream: false } },
    body: good,
    text: "Hello",
    end: complete,
  },
  {
    name: "no finish reason, [DONE]",
    body: role + text("Hel") + done,
    text: "Hel",
    end: cutOff,
  },
  { name: "no finish reason, closed", body: role + text("Hel"), text: "Hel", end: cutOff },
  { name: "only the role", body: role, end: cutOff },
  {
    name: "cut inside an event",
    body: `${text("Hel")}data: {"choices":[{"de`,
    text: "Hel",
    end: cutOff,
  },
  {
    name: "cut inside a character",
    body: Buffer.from(`${text("Hel")}data: {"é`).subarray(0, -1),
    text: "Hel",
    end: cutOff,
  },
  { name: "only [DONE], twice asked", body: done, end: cutOff, requests: 2 },
  { name: "only comments, twice asked", body: ": ping\n\n: ping\n\n", end: cutOff, requests: 2 },
  { name: "no byte at all, twice asked", body: "", end: cutOff, requests: 2 },
  {
    name: "a finished answer whose connection breaks",
    body: role + text("Hello") + stop,
    close: "reset",
    text: "Hello",
    end: complete,
  },
  {
    name: "a connection that breaks in the answer",
    body: role + text("Hel"),
    close: "reset",
    text: "Hel",
    end: failed("broken"),
  },
  {
    name: "a chunked body without its end",
    body: role + text("Hel"),
    close: "fin",
    text: "Hel",
    end: failed("broken"),
  },
  {
    name: "headers, then nothing: asked again once",
    body: "",
    close: "reset",
    end: failed("broken"),
    requests: 2,
  },
];
