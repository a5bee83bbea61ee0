import { STATUS_CODES } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { flatError } from "./chatRequest.ts";
import { sendHtml, sendJson, type Exchange } from "./exchange.ts";
import type { Fault } from "./faults.ts";

/** Plays a fault that answers in place of the model, or delays the head; leaves those of the stream alone. */
export async function playBeforeAnswer(
  fault: Fault,
  exchange: Exchange,
): Promise<"answered" | "goes-on"> {
  switch (fault.name) {
    case "slow-first-byte":
      await sleep(fault.number("ms", 3000), undefined, { signal: exchange.signal });
      return "goes-on";
    case "html":
      sendHtml(exchange, fault.number("status", 200), page("Sign in to continue"));
      return "answered";
    case "redirect":
      sendJson(exchange, 307, {}, { location: "/elsewhere" });
      return "answered";
    case "quota":
      sendJson(exchange, 429, nested("You exceeded your current quota.", "insufficient_quota"));
      return "answered";
    case "context": {
      const { status, body } = flatError(
        400,
        "The input (140000 tokens) is longer than the model's context length (131072 tokens).",
        null,
      );
      sendJson(exchange, status, body);
      return "answered";
    }
    default: {
      const status = Number(fault.name);
      if (!(status >= 400 && status <= 599)) return "goes-on";
      sendStatus(status, fault, exchange);
      return "answered";
    }
  }
}

function sendStatus(status: number, fault: Fault, exchange: Exchange): void {
  const name = STATUS_CODES[status] ?? `Status ${status}`;
  const retryAfter = fault.value("retry-after");
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  if (htmlStatuses.has(status)) sendHtml(exchange, status, page(`${status} ${name}`));
  else if (status === 401 || status === 403) sendJson(exchange, status, { error: name });
  else if (status === 402) sendJson(exchange, status, nested("Insufficient credits.", "payment"));
  else if (status === 429)
    sendJson(exchange, status, nested("Too many requests.", "rate_limit_exceeded"), headers);
  else {
    const message = messages[status] ?? name;
    sendJson(exchange, status, flatError(status, message, null).body, headers);
  }
}

/** What proxies answer themselves is a page. */
const htmlStatuses = new Set([413, 502, 504, 520, 521, 522, 523, 524]);

const messages: Readonly<Record<number, string>> = {
  500: "Internal server error: the engine raised an exception.",
  503: "The request queue is full.",
};

function nested(message: string, code: string): object {
  return { error: { message, type: code, param: null, code } };
}

function page(title: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
