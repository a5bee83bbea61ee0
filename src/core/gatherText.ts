import type { Complete, CompletionEnd, CompletionRequest } from "./completion.ts";

/** Asks once, hands over the whole text so far after each piece of it, and leaves the thinking out. */
export async function gatherText(
  complete: Complete,
  request: CompletionRequest,
  options: { readonly signal: AbortSignal; readonly onText: (textSoFar: string) => void },
): Promise<{ readonly text: string; readonly end: CompletionEnd }> {
  let text = "";
  const end = await complete(request, {
    signal: options.signal,
    onEvent: (event) => {
      if (event.type !== "text" && event.type !== "reclassify") return;
      text = event.type === "text" ? text + event.text : "";
      options.onText(text);
    },
  });
  return { text, end };
}
