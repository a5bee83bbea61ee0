import { html, type TemplateResult } from "lit-html";
import { hasInvisible, splitInvisible } from "../src/shared/invisible.ts";

/** Text for a template, with its invisible characters marked: what is pasted may hide something. */
export function markedText(text: string): string | readonly (string | TemplateResult)[] {
  if (!hasInvisible(text)) return text;
  return splitInvisible(text).map(({ text, name }) =>
    name === undefined
      ? text
      : html`<span data-mark="invisible" title=${name} role="img">${text}</span>`,
  );
}
