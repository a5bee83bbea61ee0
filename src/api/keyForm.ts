export type KeyForm =
  | { readonly key: string }
  | { readonly problem: "empty" | "not-printable-ascii" };

/**
 * Trims what was typed or pasted and checks that it can travel in a header. No prefix is asked for: keys come
 * in more than one style. `fetch` quotes a malformed key in its error, so none ever reaches it.
 */
export function readKey(typed: string): KeyForm {
  const key = typed.trim();
  if (key === "") return { problem: "empty" };
  return /^[\x21-\x7e]+$/.test(key) ? { key } : { problem: "not-printable-ascii" };
}
