import type { MessageView } from "../src/shared/view.ts";

/** How many messages one frame may add. */
const mostAtOnce = 24;

/** Shows the end of a conversation that is opened first, and what came before it in the frames after. */
export class EarlierMessages {
  readonly #redraw: () => void;
  /** The first message that is shown. */
  #first: string | undefined;

  /** @param redraw asks for another frame */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** Those of the messages that this frame shows. */
  shown(messages: readonly MessageView[]): readonly MessageView[] {
    const known = messages.findIndex(({ id }) => id === this.#first);
    const start = Math.max(0, (known < 0 ? messages.length : known) - mostAtOnce);
    this.#first = messages[start]?.id;
    if (start === 0) return messages;
    this.#redraw();
    return messages.slice(start);
  }
}
