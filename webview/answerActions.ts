import { codeActions, type CodeBlockCommand, type Intent } from "../src/shared/protocol.ts";
import { showDone } from "./copyText.ts";
import { readFilePlace } from "./markdown/filePlaces.ts";
import { CodeBlock } from "./markdown/codeBlock.ts";
import { bringIntoView } from "./bringIntoView.ts";
import { lateDrawing } from "./lateDrawing.ts";

/** The block that the keyboard is in, or was in when it left the view: the command palette takes it away. */
let atBlock: Element | null = null;

/** Handles the links and buttons of all answers under `root` in one place: an answer can have hundreds. */
export function listenToAnswers(root: HTMLElement, post: (intent: Intent) => void): void {
  root.addEventListener("click", (event) => act(event, post));
  root.addEventListener("focusin", (event) => (atBlock = closest(event, ".code-block")));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && closest(event, "[role=link]") !== null) act(event, post);
  });
}

/** Moves the focus between code blocks, or presses a button of the block that has it. */
export function runCodeBlockCommand(
  root: HTMLElement,
  command: CodeBlockCommand,
  post: (intent: Intent) => void,
): void {
  const focused = atBlock?.isConnected === true ? atBlock : null;
  if (command === "next" || command === "previous") {
    const block = findBlock(root, focused, command);
    const message = block?.closest("article");
    if (message) bringIntoView(message, () => block?.scrollIntoView({ block: "nearest" }));
    return block?.querySelector("pre")?.focus({ preventScroll: true });
  }
  const block = focused ?? findBlock(root, null, "previous");
  const button = block?.querySelector<HTMLElement>(`[data-action="${command}"]`);
  if (button) return button.click();
  // The host says why the block has no such button.
  if (block !== undefined) useCode(block, command, post);
}

/** What code stands in as it is written; text without it has no blocks of it. */
const codeMark = /`{3}|~{3}| {4}|\t/;

/** The block after or before the given one, or else the first or the last. Answers in the way are drawn. */
function findBlock(
  root: HTMLElement,
  from: Element | null,
  direction: "next" | "previous",
): HTMLElement | undefined {
  for (;;) {
    const all = [...root.querySelectorAll<HTMLElement>(".code-block, .undrawn")].filter(
      (one) => !one.matches(".undrawn") || codeMark.test(one.textContent),
    );
    if (direction === "previous") all.reverse();
    const found = all[all.findIndex((one) => one === from) + 1];
    if (found === undefined || !lateDrawing.drawNow(found)) return found;
  }
}

function act(event: Event, post: (intent: Intent) => void): void {
  const url = closest(event, "a[data-url]")?.dataset["url"];
  if (url !== undefined) post({ type: "openLink", url });
  const file = closest(event, "[role=link][data-path]")?.dataset["path"];
  if (file !== undefined) post({ type: "openFile", ...readFilePlace(file) });
  const button = closest(event, "[data-action]");
  const block = button?.closest(".code-block") ?? null;
  const code = block === null ? undefined : CodeBlock.of(block);
  if (button === null || code === undefined) return;
  const name = button.dataset["action"];
  if (name === "copy") showDone(button);
  if (name === "wrap") return button.setAttribute("aria-pressed", String(code.toggleWrap()));
  if (name === "fold") return toggleFold(code);
  useCode(code.element, name, post);
}

function useCode(block: Element, name: string | undefined, post: (intent: Intent) => void): void {
  const code = CodeBlock.of(block);
  const action = codeActions.find((action) => action === name);
  const messageId = block.closest<HTMLElement>("article")?.dataset["id"];
  if (code === undefined || action === undefined || messageId === undefined) return;
  post({ type: "code", action, messageId, code: code.text, info: code.info });
}

/** A block that becomes shorter stays where the reader can see it. */
function toggleFold(code: CodeBlock): void {
  code.fold(!code.isFolded);
  if (code.isFolded) code.element.scrollIntoView({ block: "nearest" });
}

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}
