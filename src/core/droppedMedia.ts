import type { MediaAttachment } from "./attachment.ts";
import type { Message, Question } from "./conversation.ts";

/** The pictures and videos of questions that requests still carry. */
export function sentMedia(messages: readonly Message[]): readonly MediaAttachment[] {
  return messages.flatMap((message) =>
    message.role !== "user"
      ? []
      : message.attachments.filter(
          (attachment): attachment is MediaAttachment =>
            attachment.kind !== "code" && attachment.isDropped !== true,
        ),
  );
}

/** The questions that change when the pictures and videos with these ids are dropped, or kept again. */
export function withDropped(
  messages: readonly Message[],
  ids: readonly string[],
  isDropped: boolean,
): readonly Question[] {
  return messages.flatMap((message) => {
    if (message.role !== "user" || !message.attachments.some(({ id }) => ids.includes(id)))
      return [];
    const attachments = message.attachments.map((attachment) =>
      attachment.kind !== "code" && ids.includes(attachment.id)
        ? { ...attachment, isDropped }
        : attachment,
    );
    return [{ ...message, attachments }];
  });
}
