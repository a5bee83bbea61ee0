import { attachmentName, type Attachment } from "../../core/attachment.ts";
import { path, type Answer, type Conversation, type Question } from "../../core/conversation.ts";
import { turnsOf } from "../../core/turns.ts";

/** What the message with the question carried: earlier questions without an answer go out in the same one. */
export function sentAttachments(
  conversation: Conversation,
  question: Question,
  { leftOut }: Answer,
): readonly Attachment[] {
  const turns = turnsOf(path({ ...conversation, head: question.id }));
  const afterAnswered = turns.findLastIndex(({ answer }) => answer !== undefined) + 1;
  const earlier = turns
    .slice(Math.max(afterAnswered, leftOut?.questions ?? 0), -1)
    .flatMap((turn) => turn.question.attachments)
    .filter((attachment) => leftOut?.attachments.includes(attachmentName(attachment)) !== true);
  return [...earlier, ...question.attachments];
}
