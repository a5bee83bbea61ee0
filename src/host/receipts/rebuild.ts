import { createHash } from "node:crypto";
import { toCurl } from "../../api/curl.ts";
import { buildBody } from "../../api/requestBody.ts";
import type { BuiltRequest } from "../../core/answerRun.ts";
import { withMessage, type Answer, type Conversation } from "../../core/conversation.ts";
import type { Receipt } from "../../core/receipt.ts";

export interface Rebuilt {
  readonly command: string;
  /** Byte for byte what the receipt was made of. */
  readonly isExact: boolean;
}

/** The request of an answer, from what is stored of the chat: for one that was sent in an earlier session. */
export async function rebuild(
  conversation: Conversation,
  answer: Answer,
  { fields, address, body, model: sentModel, restFrom }: Receipt,
  buildRequest: (conversation: Conversation) => Promise<BuiltRequest>,
): Promise<Rebuilt> {
  const { model } = answer;
  const { request } = await buildRequest({ ...asked(conversation, answer, restFrom), model });
  const { messages } = buildBody(request, false);
  const json = { model: sentModel, messages, ...fields };
  const sha256 = createHash("sha256").update(JSON.stringify(json)).digest("hex");
  return { command: toCurl(json, address), isExact: sha256 === body.sha256 };
}

/** The conversation that was asked of: up to the question, or up to the answer so far that was to be written on. */
function asked(conversation: Conversation, answer: Answer, restFrom?: number): Conversation {
  if (restFrom === undefined) return { ...conversation, head: answer.parent };
  const begun = { ...answer, text: answer.text.slice(0, restFrom) };
  return { ...withMessage(conversation, begun), head: answer.id };
}
