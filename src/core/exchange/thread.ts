import type { Answer, Message, Question } from "../conversation.ts";
import type { SavedConversation } from "./chatFormat.ts";

/** A conversation without branches, as other programs know it. */
export class Thread {
  readonly #messages: Message[] = [];

  ask(question: Pick<Question, "text" | "createdAt" | "attachments">): void {
    this.#messages.push({ ...question, ...this.#place(), role: "user" });
  }

  /** An answer before any question is left out; one right after another goes on with it. */
  answer(answer: Pick<Answer, "text" | "createdAt" | "model" | "state" | "reasoning">): void {
    const before = this.#messages.at(-1);
    if (before?.role === "assistant") {
      const text = joined(before.text, answer.text);
      const reasoning = joined(before.reasoning, answer.reasoning);
      this.#messages[this.#messages.length - 1] = { ...before, ...answer, text, reasoning };
      return;
    }
    const { id, parent } = this.#place();
    if (parent !== null) this.#messages.push({ ...answer, id, parent, role: "assistant" });
  }

  conversation(fields: Partial<SavedConversation>): SavedConversation {
    const { createdAt = 0 } = this.#messages[0] ?? {};
    const head = this.#messages.at(-1)?.id ?? null;
    const rest = { id: "imported", createdAt, model: "", parameters: {}, systemPrompt: "" };
    return { ...rest, ...fields, messages: this.#messages, head };
  }

  #place(): { readonly id: string; readonly parent: string | null } {
    return { id: `m${this.#messages.length}`, parent: this.#messages.at(-1)?.id ?? null };
  }
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
