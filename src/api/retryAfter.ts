/**
 * How long the server asks to wait, in milliseconds (wire.md §4.3): `retry-after-ms`, `Retry-After` in seconds or as
 * a date, and where the failure is about rate limits, the reset times of those that are used up. Some servers send
 * their limits with every response. What can't be meant is no hint.
 *
 * @param now Milliseconds since 1970.
 */
export function readRetryAfter(status: number, headers: Headers, now: number): number | undefined {
  const milliseconds = wait(Number(headers.get("retry-after-ms") ?? Number.NaN));
  if (milliseconds !== undefined) return milliseconds;
  const after = headers.get("retry-after")?.trim() ?? "";
  if (after !== "") {
    const seconds = Number(after);
    return wait(Number.isNaN(seconds) ? Date.parse(after) - now : seconds * 1000);
  }
  if (status !== 429 && status !== 503) return undefined;
  const resets = ["requests", "tokens"]
    .filter((what) => Number(headers.get(`x-ratelimit-remaining-${what}`) ?? 1) <= 0)
    .map((what) => durationMs(headers.get(`x-ratelimit-reset-${what}`) ?? ""));
  // A 429 says by itself that the only limit is used up.
  const unsaid = status === 429 ? 0 : 1;
  for (const limit of ["x-ratelimit", "ratelimit"])
    if (Number(headers.get(`${limit}-remaining`) ?? unsaid) <= 0)
      resets.push(momentMs(headers.get(`${limit}-reset`), now));
  const known = resets.filter((reset) => reset !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function wait(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `20ms`, `1s`, `6m0s`, `1h2m3s` */
function durationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (unitMs[unit] ?? 0),
    0,
  );
}

/** Seconds from now, or a moment in seconds or milliseconds since 1970. */
function momentMs(text: string | null, now: number): number | undefined {
  const value = Number(text === null || text.trim() === "" ? Number.NaN : text);
  if (value > 1e12) return wait(value - now);
  return value > 1e9 ? wait(value * 1000 - now) : wait(value * 1000);
}
