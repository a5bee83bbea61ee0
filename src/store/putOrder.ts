/** Which put of a row was issued last: an earlier one that failed must not come over what is newer. */
export class PutOrder {
  readonly #last = new Map<string, symbol>();

  /** @param put told whether no later one of the same row was issued, each time it asks */
  async run(row: string, put: (isLast: () => boolean) => Promise<void>): Promise<void> {
    const self = Symbol(row);
    this.#last.set(row, self);
    const isLast = () => this.#last.get(row) === self;
    try {
      await put(isLast);
    } finally {
      if (isLast()) this.#last.delete(row);
    }
  }
}
