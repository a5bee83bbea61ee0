import type { CompletionView, CompletionItem } from "../../shared/completion.ts";
import type { Intent } from "../../shared/protocol.ts";
import type { Handlers } from "../chatView/context.ts";
import { namedFiles } from "./files.ts";
import { promptOffers, type PromptPorts } from "./prompts.ts";
import { namedSymbols, type SymbolPorts } from "./symbols.ts";
import { namedThings } from "./things.ts";

/** Something to choose, and what choosing it does. */
export interface Offer extends Omit<CompletionItem, "id"> {
  /** Of a prompt: the same in every list. */
  readonly id?: string;
  /** What attaches something resolves when that is done: with false where something is missing. */
  readonly take: () => unknown;
}

export type CompletionPorts = PromptPorts & SymbolPorts;

/** So many can be looked through; whoever wants another one types on. */
const mostOffers = 20;

/** What the composer completes after `/`, `@` and `#`. */
export class Completions {
  readonly #ports: CompletionPorts;
  readonly #changed: () => void;
  #seq = 0;
  #offers: readonly Offer[] = [];

  constructor(ports: CompletionPorts, changed: () => void) {
    this.#ports = ports;
    this.#changed = changed;
  }

  get view(): CompletionView {
    const items = this.#offers.map(({ id, kind, label, detail }, i) => {
      return { id: id ?? `${this.#seq}.${i}`, kind, label, detail };
    });
    return { seq: this.#seq, items };
  }

  get handlers(): Pick<Handlers, "complete" | "takeCompletion"> {
    return {
      complete: (intent) => void this.#complete(intent),
      takeCompletion: ({ id }) => {
        const offer = this.#find(id);
        if (offer === undefined) return;
        const taken = take(offer);
        // A prompt asks its question itself.
        if (offer.kind !== "prompt") this.#ports.questions.hold(taken);
      },
    };
  }

  /** A prompt waits for pictures that are being prepared; something else may be in the list by then. */
  #find(id: string): Offer | undefined {
    const prompt = promptOffers("", this.#ports).find((offer) => offer.id === id);
    return prompt ?? this.#offers[this.view.items.findIndex((item) => item.id === id)];
  }

  /** The files first; what language servers know comes when they have answered. */
  async #complete({ seq, trigger, query }: Extract<Intent, { type: "complete" }>): Promise<void> {
    this.#seq = seq;
    if (trigger === "/") return this.#offer(promptOffers(query, this.#ports));
    const things = namedThings(query);
    const symbols = namedSymbols(query, this.#ports);
    const files = await namedFiles(query, mostOffers);
    if (this.#seq !== seq) return;
    this.#offer([...things, ...files]);
    const named = await symbols;
    if (this.#seq === seq && named.length > 0)
      this.#offer([...things, ...files.slice(0, mostOffers / 2), ...named]);
  }

  #offer(offers: readonly Offer[]): void {
    this.#offers = offers.slice(0, mostOffers);
    this.#changed();
  }
}

/** Whether all of it was attached. */
async function take(offer: Offer): Promise<boolean> {
  return (await offer.take()) !== false;
}
