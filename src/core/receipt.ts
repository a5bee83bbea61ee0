/** What a request really held, measured on the body that left; small enough to be kept with its answer. */
export interface Receipt {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Where it was sent. */
  readonly address: string;
  readonly model: string;
  /** All fields of the body but the model and the messages, as they were sent. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: Digest;
  /** Characters of the answer that it asked to have written on; undefined where it asked the question. */
  readonly restFrom?: number;
  /** In the order of the body. */
  readonly parts: readonly ReceiptPart[];
}

export interface Digest {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export type ReceiptPart =
  | (Digest & { readonly kind: "system" | "text" })
  /** The earlier messages, as their JSON. */
  | (Digest & { readonly kind: "history"; readonly messages: number })
  /** The file itself, without the encoding that it travels in. */
  | (Digest & { readonly kind: "image" | "video"; readonly mime: string });
