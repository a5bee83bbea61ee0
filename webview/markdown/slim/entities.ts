/**
 * Stands in for the package `entities` in the bundle (13 KB gzipped): the browser knows all named characters.
 * The policy lets nothing but one reference through to its HTML parser.
 */
const rules = { createHTML: onlyReference };
const policy = window.trustedTypes?.createPolicy("eigen-entities", rules) ?? rules;

/** `&amp;` gives `&`; what names no character is returned as it is. */
export function decodeHTMLStrict(reference: string): string {
  const page = new DOMParser().parseFromString(policy.createHTML(reference), "text/html");
  return page.body.textContent;
}

/** The mark in front keeps the parser from dropping white space at the start of a document. */
function onlyReference(text: string): string {
  return /^&#?[a-z\d]{1,32};$/i.test(text) ? `<b></b>${text}` : "";
}
