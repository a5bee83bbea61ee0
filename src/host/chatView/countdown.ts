import { path, type Conversation, type Message } from "../../core/conversation.ts";

/** Shows a message again each second while it waits for the next attempt, so that its countdown stays true. */
export class Countdown {
  readonly #show: (message: Message) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(show: (message: Message) => void) {
    this.#show = show;
  }

  follow(conversation: Conversation): void {
    const retrying = path(conversation).find(
      (message) => message.role === "assistant" && message.retrying !== undefined,
    );
    this.stop();
    if (retrying !== undefined) this.#timer = setInterval(() => this.#show(retrying), 1000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
