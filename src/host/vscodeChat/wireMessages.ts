import * as vscode from "vscode";
import type { ChatMessage, ContentPart, ToolCall } from "../../core/completion.ts";

/** What can be sent of a message of VS Code's chat: text, pictures, tool calls and their results. */
export function wireMessages(
  messages: readonly vscode.LanguageModelChatRequestMessage[],
): readonly ChatMessage[] {
  return messages.flatMap(({ role, content }) => {
    if (isSystem(role)) return systemMessages(content);
    return role === vscode.LanguageModelChatMessageRole.User
      ? questionMessages(content)
      : answerMessages(content);
  });
}

/** The text of a message, for counting its tokens. */
export function messageText({ content }: vscode.LanguageModelChatRequestMessage): string {
  return textOf(content);
}

/** VS Code's own chat sends its instructions in a role that is not in the stable types yet. */
function isSystem(role: vscode.LanguageModelChatMessageRole): boolean {
  const { User, Assistant } = vscode.LanguageModelChatMessageRole;
  return ![User, Assistant].includes(role);
}

function systemMessages(content: readonly unknown[]): ChatMessage[] {
  const text = textOf(content);
  return text === "" ? [] : [{ role: "system", content: text }];
}

/** A tool's results come first: they belong to the calls of the answer before. */
function questionMessages(content: readonly unknown[]): ChatMessage[] {
  const results = content
    .filter((part) => part instanceof vscode.LanguageModelToolResultPart)
    .map((part): ChatMessage => ({
      role: "tool",
      tool_call_id: part.callId,
      content: textOf(part.content),
    }));
  const pictures = content.filter(isPicture).map(picturePart);
  const text = textOf(content);
  if (pictures.length > 0) {
    const parts = text === "" ? pictures : [...pictures, { type: "text", text } as const];
    return [...results, { role: "user", content: parts }];
  }
  return text === "" ? results : [...results, { role: "user", content: text }];
}

function answerMessages(content: readonly unknown[]): ChatMessage[] {
  const calls = content
    .filter((part) => part instanceof vscode.LanguageModelToolCallPart)
    .map(({ callId, name, input }): ToolCall => ({
      id: callId,
      type: "function",
      function: { name, arguments: JSON.stringify(input) },
    }));
  const text = textOf(content);
  if (calls.length > 0) return [{ role: "assistant", content: text, tool_calls: calls }];
  return text === "" ? [] : [{ role: "assistant", content: text }];
}

/** Text parts and textual data; thinking, which comes as a part of its own, is never sent back. */
function textOf(content: readonly unknown[]): string {
  return content
    .map((part) => {
      if (part instanceof vscode.LanguageModelTextPart) return part.value;
      if (part instanceof vscode.LanguageModelDataPart && /^text\/|json$/.test(part.mimeType))
        return new TextDecoder().decode(part.data);
      return "";
    })
    .join("");
}

function isPicture(part: unknown): part is vscode.LanguageModelDataPart {
  return part instanceof vscode.LanguageModelDataPart && part.mimeType.startsWith("image/");
}

function picturePart({ data, mimeType }: vscode.LanguageModelDataPart): ContentPart {
  const url = `data:${mimeType};base64,${Buffer.from(data).toString("base64")}`;
  return { type: "image_url", image_url: { url } };
}
