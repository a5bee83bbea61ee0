import type { Model } from "../shared/model.ts";
import { parseModelList } from "./modelList.ts";

const maxBytes = 5_000_000;

/** What asking a server for its models came to. */
export type ModelsAnswer =
  | { readonly type: "list"; readonly models: readonly Model[] }
  /** 401 or 403: it is about the key. */
  | { readonly type: "refused"; readonly status: 401 | 403 }
  /** The server answered, but has no list that we can read; any id can be typed. */
  | { readonly type: "none" }
  /** No answer. */
  | { readonly type: "unreachable" }
  /** No whole answer within the time limit. */
  | { readonly type: "timed-out" }
  /** The signal aborted the question. */
  | { readonly type: "stopped" };

/**
 * Asks a server for its models (wire.md §6). Never throws; redirects are not followed, and of the answer at most
 * 5 MB are read.
 *
 * @param url The address of the list: the base URL with `/models`.
 */
export async function fetchModels(
  url: string,
  key: string | undefined,
  signal: AbortSignal,
  limitMs = 15_000,
): Promise<ModelsAnswer> {
  const limit = AbortSignal.timeout(limitMs);
  const answer = await ask(url, key, AbortSignal.any([signal, limit]));
  if (answer.type === "list" || answer.type === "refused") return answer;
  if (signal.aborted) return { type: "stopped" };
  return limit.aborted ? { type: "timed-out" } : answer;
}

async function ask(
  url: string,
  key: string | undefined,
  signal: AbortSignal,
): Promise<ModelsAnswer> {
  let response: Response;
  try {
    response = await globalThis.fetch(url, {
      headers: {
        accept: "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      redirect: "manual",
      signal,
    });
  } catch {
    return { type: "unreachable" };
  }
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel().catch(() => undefined);
    return status === 401 || status === 403 ? { type: "refused", status } : { type: "none" };
  }
  try {
    const models = parseModelList(JSON.parse(await readText(response)));
    return models.length > 0 ? { type: "list", models } : { type: "none" };
  } catch {
    return { type: "none" };
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new RangeError("The list of models is too long.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
