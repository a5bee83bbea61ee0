import { commands } from "vscode";
import type { Chat } from "../../core/chat.ts";
import type { Conversation } from "../../core/conversation.ts";
import { withParameter } from "../../core/parameters.ts";
import type { Model } from "../../shared/model.ts";
import type { ViewState } from "../../shared/view.ts";
import { deletePreset, presets, savePreset } from "../presets.ts";
import { settings } from "../settings.ts";
import type { Handlers } from "./context.ts";

type RequestIntent =
  | "selectModel"
  | "setParameter"
  | "setSystemPrompt"
  | "resetParameters"
  | "applyPreset"
  | "deletePreset"
  | "savePreset";

/** What the view shows of the request that the next question makes. */
export function projectRequest({ parameters, systemPrompt }: Conversation, model: Model) {
  return {
    model: { ...model, name: model.name ?? model.id },
    parameters,
    defaultParameters: settings.parameters(),
    systemPrompt,
    defaultSystemPrompt: settings.systemPrompt(),
    presets: presets(),
  } satisfies Partial<ViewState>;
}

/** What the view asks about the model, the parameters and the system prompt of the current chat. */
export function requestHandlers(current: () => Chat): Pick<Handlers, RequestIntent> {
  return {
    selectModel: () => void commands.executeCommand("eigen.selectModel"),
    setParameter: ({ name, value }) => {
      const { parameters } = current().conversation;
      current().update({ parameters: withParameter(parameters, name, value ?? undefined) });
    },
    setSystemPrompt: ({ conversationId, text }) => {
      if (conversationId === current().conversation.id) current().update({ systemPrompt: text });
    },
    resetParameters: () =>
      current().update({
        parameters: settings.parameters(),
        systemPrompt: settings.systemPrompt(),
      }),
    applyPreset: ({ name }) => {
      const preset = presets().find((each) => each.name === name);
      if (preset === undefined) return;
      const { parameters, systemPrompt } = preset;
      current().update({ parameters, ...(systemPrompt !== undefined && { systemPrompt }) });
    },
    deletePreset: ({ name }) => void deletePreset(name),
    savePreset: () => {
      const { parameters, systemPrompt } = current().conversation;
      void savePreset({ parameters, ...(systemPrompt !== "" && { systemPrompt }) });
    },
  };
}
