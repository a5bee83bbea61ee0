/** How long a button says that it has done its work, in milliseconds. */
const saidForMs = 1500;

/** Copies a text, and lets the button that was pressed show that it did. */
export async function copyText({ target }: Event, text: string): Promise<void> {
  const button = target instanceof Element ? target.closest("button") : null;
  await navigator.clipboard.writeText(text);
  if (button !== null) showDone(button);
}

export function showDone(button: HTMLElement): void {
  // Its title is not its own while it says so.
  if ("done" in button.dataset) return;
  const { title } = button;
  button.dataset["done"] = "";
  button.title = "Copied";
  setTimeout(() => {
    delete button.dataset["done"];
    button.title = title;
  }, saidForMs);
}
