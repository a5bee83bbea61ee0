/**
 * Notes where the keyboard is; what is returned is called after a rendering. Where that has taken the focused element
 * away, the one of the same name in the same place gets the focus, else the composer.
 */
export function keepFocus(root: HTMLElement, focusComposer: () => void): () => void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return () => {};
  const place = placeOf(root, activeElement);
  const name = activeElement.getAttribute("aria-label");
  const isVersion = activeElement.closest(".versions") !== null;
  return () => {
    if (activeElement.isConnected || !document.hasFocus()) return;
    if (document.activeElement !== document.body) return;
    const article = root.querySelectorAll("article")[place];
    // Of the first and the last version, one of the two buttons is disabled.
    const successor =
      button(article, `[aria-label="${CSS.escape(name ?? "")}"]`) ??
      (isVersion ? button(article, ".versions *") : null);
    if (successor === null) focusComposer();
    else successor.focus();
  };
}

/** Which message of the transcript an element is in; -1 for none. */
function placeOf(root: HTMLElement, element: Element): number {
  const article = element.closest("article");
  // Mostly it is in none: a long conversation is not walked through for it.
  return article === null ? -1 : [...root.querySelectorAll("article")].indexOf(article);
}

function button(article: Element | undefined, selector: string): HTMLElement | null {
  return article?.querySelector<HTMLElement>(`button:enabled:is(${selector})`) ?? null;
}
