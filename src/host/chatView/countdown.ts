import type { Message } from "../../core/conversation.ts";

/** Shows messages again each second while they wait for the next attempt, so that their countdowns stay true. */
export class Countdown {
  readonly #show: (message: Message) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(show: (message: Message) => void) {
    this.#show = show;
  }

  follow(shown: readonly Message[]): void {
    const retrying = shown.filter(
      (message) =>
        message.role === "assistant" &&
        message.state === "waiting" &&
        message.retrying !== undefined,
    );
    this.stop();
    if (retrying.length === 0) return;
    this.#timer = setInterval(() => {
      for (const message of retrying) this.#show(message);
    }, 1000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
