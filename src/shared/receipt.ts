/** What the request for an answer held, to be looked at. */
export interface ReceiptView {
  /** Where it went, when, with which model and parameters. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly parts: readonly ReceiptPartView[];
  /** Where several models were asked: their answers, for seeing what was sent to each. */
  readonly answers: readonly {
    readonly id: string;
    readonly model: string;
    readonly isShown: boolean;
  }[];
  /** What of the chat was not sent, in words; null when everything was. */
  readonly leftOut: string | null;
}

export interface ReceiptPartView {
  readonly name: string;
  /** `1,240 bytes`. */
  readonly size: string;
  readonly sha256: string;
  /** Of a picture: the view has it under this hash. */
  readonly isPicture: boolean;
  /** It is inside of the part above. */
  readonly isInside: boolean;
}
