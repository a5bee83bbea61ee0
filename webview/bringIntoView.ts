/**
 * Scrolls to something in a message that the browser may be skipping. Where it is, and what stands above it, is a guess
 * until it has been laid out: the message is at once, and stays so; what is around it in the two frames after, in which
 * `scroll` is called again.
 */
export function bringIntoView(message: Element, scroll: () => void): void {
  const skipped = [message.closest(".turns"), message, ...message.querySelectorAll(".block-group")];
  for (const element of skipped)
    if (element instanceof HTMLElement) element.style.setProperty("content-visibility", "visible");
  // Another conversation may be shown by then.
  const scrollIfThere = (): void => {
    if (message.isConnected) scroll();
  };
  scrollIfThere();
  requestAnimationFrame(() => {
    scrollIfThere();
    requestAnimationFrame(scrollIfThere);
  });
}
