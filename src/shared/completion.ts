/** What starts a completion in the composer: `/` asks at once, `@` and `#` attach. */
export const triggers = ["/", "@", "#"] as const;
export type Trigger = (typeof triggers)[number];

/** What is offered for what was typed after a trigger. */
export interface CompletionView {
  /** Of the question that this answers; the view passes over what is not for its last one. */
  readonly seq: number;
  readonly items: readonly CompletionItem[];
}

export interface CompletionItem {
  readonly id: string;
  readonly kind: CompletionKind;
  readonly label: string;
  readonly detail: string;
}

export type CompletionKind = "prompt" | "editor" | "file" | "symbol" | "thing";
