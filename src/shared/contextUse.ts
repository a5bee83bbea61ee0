/** What the next request fills a model's context with: estimated tokens, as they would be sent. */
export interface ContextUse {
  readonly system: number;
  /** Earlier questions with what they carry, and their answers. */
  readonly history: number;
  /** Of the question that is being written. */
  readonly attachments: number;
  readonly question: number;
  /** What all of it may be, so that the answer has its place. Null where the model's context is not known. */
  readonly budget: number | null;
  readonly contextLength: number | null;
}

export function tokensUsed({ system, history, attachments, question }: ContextUse): number {
  return system + history + attachments + question;
}
