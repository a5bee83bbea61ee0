import { html, type TemplateResult } from "lit-html";

/** The text with every word of the query marked, in any case. */
export function marked(text: string, query: string): TemplateResult {
  const words = query.split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return html`${text}`;
  const escaped = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  // A capturing group makes `split` keep what it found, at the odd places.
  const parts = text.split(new RegExp(`(${escaped.join("|")})`, "iu"));
  return html`${parts.map((part, place) => (place % 2 === 1 ? html`<mark>${part}</mark>` : part))}`;
}
