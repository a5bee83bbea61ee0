import { attachmentName, type Attachment } from "./attachment.ts";
import type { Failure } from "../shared/failure.ts";
import { quoted } from "./codeText.ts";
import { canSee, type Takes } from "./mediaParts.ts";
import type { Message, Question } from "./conversation.ts";

/** A question with its answer's text, and those of its attachments that go as words only. */
export interface Turn {
  readonly question: Question;
  readonly described: ReadonlySet<Attachment>;
  readonly answer?: string;
}

/**
 * The questions of a path, with what may be said of their answers. The media of earlier questions become words where
 * a later request was refused for what it carried, where the model does not take them, and where the user dropped them.
 * What the user left out is not among them, but its summary is.
 */
export function turnsOf(path: readonly Message[], takes?: Takes): readonly Turn[] {
  const lastRefusal = path.findLastIndex(refusesMedia);
  const last = path.findLastIndex(({ role }) => role === "user");
  return path.flatMap((question, i) => {
    if (question.role !== "user") return [];
    if (question.dropped !== undefined && i !== last) return summaryOf(question);
    const described = question.attachments.filter(
      (attachment) =>
        attachment.kind !== "code" &&
        (attachment.isDropped === true ||
          i < lastRefusal ||
          (i !== last && takes !== undefined && !canSee(attachment, takes))),
    );
    return { question, described: new Set(described), ...answerTo(question, path[i + 1]) };
  });
}

/** What stands for turns that are not sent any more: nothing, or a summary in the place of an answer. */
function summaryOf(question: Question): readonly Turn[] {
  const { summary } = question.dropped ?? {};
  if (summary === undefined) return [];
  const asked = { ...question, text: "Summarize our conversation so far.", attachments: [] };
  return [{ question: asked, described: new Set(), answer: summary }];
}

function answerTo(question: Question, next: Message | undefined): { readonly answer?: string } {
  if (next?.role !== "assistant" || next.parent !== question.id) return {};
  return next.text.trim() === "" ? {} : { answer: next.text };
}

/** A refusal that names a parameter is not about the pictures. */
function refusesMedia(message: Message): boolean {
  if (message.role !== "assistant" || message.failure === undefined) return false;
  const { kind, param } = message.failure;
  return (
    kind === "bad-media" ||
    kind === "too-large" ||
    (kind === "bad-request" && (param ?? "messages").startsWith("messages"))
  );
}

/**
 * Whether what the request carried can be why it failed. Some servers say so, some call it an error of their own, and
 * some break off the connection (wire.md §1.2).
 */
export function mayBeForMedia({ kind }: Failure): boolean {
  return ["bad-media", "too-large", "bad-request", "server", "network", "broken"].includes(kind);
}

/** What stands for an attachment whose content is not sent. */
export function description(attachment: Attachment): string {
  return `[Not sent: ${attachment.kind} ${quoted(attachmentName(attachment))}]`;
}
