import type { Answer, Message, Question } from "../conversation.ts";
import type { SavedConversation } from "./chatFormat.ts";

/** A conversation without branches, as other programs know it. */
export class Thread {
  readonly #messages: Message[] = [];

  ask(question: Pick<Question, "text" | "createdAt" | "attachments">): void {
    this.#messages.push({ ...question, ...this.#place(), role: "user" });
  }

  /** An answer before any question is left out. */
  answer(answer: Pick<Answer, "text" | "createdAt" | "model" | "state" | "reasoning">): void {
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
