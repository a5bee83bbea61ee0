import type { Intent } from "../src/shared/protocol.ts";
import { CodeBlock } from "./markdown/codeBlock.ts";

/** How long a button says that it has done its work, in milliseconds. */
const saidForMs = 1500;

/** Handles the links and buttons of all answers under `root` in one place: an answer can have hundreds. */
export function listenToAnswers(root: HTMLElement, post: (intent: Intent) => void): void {
  root.addEventListener("click", (event) => act(event, post));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && closest(event, "a[data-url]") !== null) act(event, post);
  });
}

function act(event: Event, post: (intent: Intent) => void): void {
  const url = closest(event, "a[data-url]")?.dataset["url"];
  if (url !== undefined) post({ type: "openLink", url });
  const button = closest(event, "[data-action]");
  const block = button?.closest<HTMLElement>(".code-block") ?? null;
  const code = block === null ? undefined : CodeBlock.of(block);
  if (button !== null && code !== undefined) void copy(button, code.text);
}

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  button.dataset["done"] = "Copied";
  setTimeout(() => delete button.dataset["done"], saidForMs);
}
