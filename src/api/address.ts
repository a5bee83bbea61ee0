/** Where requests go; made from `eigen.baseUrl`. */
export interface Address {
  readonly chat: string;
  readonly models: string;
  /** What the API key is bound to. */
  readonly origin: string;
}

export const addressProblems = [
  "not-a-url",
  /** http is for loopback only; other schemes are never used. */
  "insecure",
  /** User name or password in the address. */
  "credentials",
  /** A host alone: `…/api/v1` or `…/v1` is missing. */
  "no-path",
] as const;
export type AddressProblem = (typeof addressProblems)[number];

/**
 * Reads `eigen.baseUrl`: the base (`https://host/api/v1`, a trailing slash is fine) or the full address of
 * the chat completions. A query is kept for both addresses.
 */
export function parseAddress(baseUrl: string): Address | { readonly problem: AddressProblem } {
  const url = URL.parse(baseUrl.trim());
  if (url === null) return { problem: "not-a-url" };
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    return { problem: url.host === "" ? "not-a-url" : "insecure" };
  if (url.username !== "" || url.password !== "") return { problem: "credentials" };
  const path = url.pathname.replace(/\/+$/, "");
  if (path === "") return { problem: "no-path" };
  const base = path.replace(/\/chat\/completions$/, "");
  return {
    chat: `${url.origin}${base}/chat/completions${url.search}`,
    models: `${url.origin}${base}/models${url.search}`,
    origin: url.origin,
  };
}

/** A host name as `URL` normalises it. */
function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}
