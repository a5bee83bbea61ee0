import type { Answer } from "../core/conversation.ts";
import { findSecrets, redact } from "../core/secrets.ts";
import { redactKeys } from "./redact.ts";

/** What a report is made of: of a failed answer, or of a request outside of any chat. */
export type Reported = Pick<Answer, "createdAt" | "model" | "parameters" | "facts" | "failure">;

/** Where the error was seen. */
export interface ReportHost {
  /** Of this extension. */
  readonly version: string;
  /** `1.139.1 (desktop, linux x64)`. */
  readonly vscode: string;
}

/** `Bearer …` and `api_key: …` of any make; servers repeat what they were sent. */
const credentials =
  /\b(bearer\s+|(?:[\w-]*(?:key|token|secret|password))["']?\s*(?:[:=]|is|was|provided:?)\s*["']?)(?!REDACTED)[^\s"',;)]{6,}/gi;

/**
 * What a support team asks for of a failure, to be pasted anywhere: no word of the chat, the names of the
 * parameters without their values, and no keys, neither `ownKeys` nor others that a server's message holds.
 */
export async function errorReport(
  { createdAt, model, parameters = {}, facts, failure }: Reported,
  host: ReportHost,
  ownKeys: readonly string[],
): Promise<string> {
  const sent = Object.keys(parameters).join(", ");
  const rows = Object.entries({
    Error: failure?.kind,
    "HTTP status": failure?.status,
    "Request id": failure?.requestId ?? facts?.requestId,
    Code: failure?.code,
    Parameter: failure?.param,
    "Server's words": failure?.message || undefined,
    Model: model,
    Parameters: sent === "" ? "none" : sent,
    Time: new Date(createdAt).toISOString(),
    "First token": facts?.firstTokenMs && `${Math.round(facts.firstTokenMs)} ms`,
    "Failed after": facts && `${Math.round(facts.totalMs)} ms`,
    "Eigen AI Chat": host.version,
    "VS Code": host.vscode,
  });
  const lines = rows.flatMap(([label, value]) => (value === undefined ? [] : `${label}: ${value}`));
  return withoutKeys(lines.join("\n"), ownKeys);
}

async function withoutKeys(text: string, ownKeys: readonly string[]): Promise<string> {
  const own = redactKeys(text, ownKeys);
  const known = redact(own, await findSecrets(own, "report.txt"));
  return known.replaceAll(credentials, "$1REDACTED");
}
