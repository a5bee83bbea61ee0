import type { Attachment } from "./attachment.ts";

/** What is being written, and what waits to be asked. */
export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The question that is being edited, and what was being written before. */
  readonly edits?: { readonly questionId: string; readonly kept: Draft };
  /** Asked one after another, each when the answer before it is complete. */
  readonly queue?: readonly QueuedQuestion[];
}

export interface QueuedQuestion {
  /** The id that the question will have. */
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export const emptyDraft: Draft = { text: "", attachments: [] };

export function isEmpty({ text, attachments, queue = [] }: Draft): boolean {
  return text === "" && attachments.length === 0 && queue.length === 0;
}

/** What is attached to all that is being written or waits: the draft, what an edit put aside, the queue. */
export function attachedTo({ attachments, edits, queue = [] }: Draft): readonly Attachment[] {
  const kept = edits === undefined ? [] : attachedTo(edits.kept);
  return [...attachments, ...kept, ...queue.flatMap((question) => question.attachments)];
}

/** The draft with this in place of the attachment of the same id, wherever it is attached. */
export function withAttachment(draft: Draft, changed: Attachment): Draft {
  const { edits, queue } = draft;
  const inPlace = <T extends Pick<Draft, "attachments">>(one: T): T => ({
    ...one,
    attachments: one.attachments.map((other) => (other.id === changed.id ? changed : other)),
  });
  return {
    ...inPlace(draft),
    ...(edits && { edits: { ...edits, kept: withAttachment(edits.kept, changed) } }),
    ...(queue && { queue: queue.map(inPlace) }),
  };
}

/** The draft while an earlier question is edited; what was being written is kept. */
export function editing(draft: Draft, { id, text, attachments }: QueuedQuestion): Draft {
  const kept = draft.edits?.kept ?? withQueue(draft, []);
  return withQueue({ text, attachments, edits: { questionId: id, kept } }, draft.queue);
}

/** What was being written before, where a question is edited. */
export function notEditing(draft: Draft): Draft {
  return draft.edits === undefined ? draft : afterwards(draft);
}

/** The draft after its question was asked. */
export function afterwards({ edits, queue }: Draft): Draft {
  return withQueue(edits?.kept ?? emptyDraft, queue);
}

export function queued(draft: Draft, question: QueuedQuestion): Draft {
  return withQueue(draft, [...(draft.queue ?? []), question]);
}

export function unqueued(draft: Draft, id: string): Draft {
  return withQueue(
    draft,
    draft.queue?.filter((question) => question.id !== id),
  );
}

/** The draft without the queued questions that are among the messages: another window asked them. */
export function withoutAsked(draft: Draft, messages: readonly { readonly id: string }[]): Draft {
  return withQueue(
    draft,
    draft.queue?.filter(({ id }) => !messages.some((message) => message.id === id)),
  );
}

/** The queued question goes without these attachments. */
export function queuedWithout(draft: Draft, id: string, attachments: readonly Attachment[]): Draft {
  const left = (question: QueuedQuestion) => ({
    ...question,
    attachments: question.attachments.filter((one) => !attachments.includes(one)),
  });
  return withQueue(
    draft,
    draft.queue?.map((question) => (question.id === id ? left(question) : question)),
  );
}

/** The queued question becomes what is being written, before what is there; of an edit it is no part. */
export function takenBack(draft: Draft, id: string): Draft {
  const question = draft.queue?.find((one) => one.id === id);
  if (question === undefined) return draft;
  const { edits, ...rest } = unqueued(draft, id);
  if (edits === undefined) return withBefore(rest, question);
  return { ...rest, edits: { ...edits, kept: withBefore(edits.kept, question) } };
}

function withBefore(draft: Draft, { text, attachments }: QueuedQuestion): Draft {
  return {
    ...draft,
    text: [text, draft.text].filter((part) => part !== "").join("\n\n"),
    attachments: [...attachments, ...draft.attachments],
  };
}

function withQueue({ queue: _, ...draft }: Draft, queue: Draft["queue"] = []): Draft {
  return queue.length === 0 ? draft : { ...draft, queue };
}
