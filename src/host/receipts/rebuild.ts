import { createHash } from "node:crypto";
import { toCurl } from "../../api/curl.ts";
import { buildBody } from "../../api/requestBody.ts";
import type { BuiltRequest } from "../../core/answerRun.ts";
import type { Answer, Conversation } from "../../core/conversation.ts";
import type { Receipt } from "../../core/receipt.ts";

export interface Rebuilt {
  readonly command: string;
  /** Byte for byte what the receipt was made of. */
  readonly isExact: boolean;
}

/** The request of an answer, from what is stored of the chat: for one that was sent in an earlier session. */
export async function rebuild(
  conversation: Conversation,
  { parent, model }: Answer,
  { fields, address, body, model: sentModel }: Receipt,
  buildRequest: (conversation: Conversation) => Promise<BuiltRequest>,
): Promise<Rebuilt> {
  const { request } = await buildRequest({ ...conversation, head: parent, model });
  const { messages } = buildBody(request, false);
  const json = { model: sentModel, messages, ...fields };
  const sha256 = createHash("sha256").update(JSON.stringify(json)).digest("hex");
  return { command: toCurl(json, address), isExact: sha256 === body.sha256 };
}
