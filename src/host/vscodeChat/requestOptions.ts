import * as vscode from "vscode";
import type { CompletionRequest } from "../../core/completion.ts";
import { requestTo } from "../../core/parameters.ts";
import type { Model } from "../../shared/model.ts";
import type { Parameters } from "../../shared/parameters.ts";
import { parameterNames, parameterProblem } from "../../shared/parameterRules.ts";

/** What a request of VS Code's chat asks for beside its messages. */
export function requestOptions(
  { modelOptions = {}, tools = [], toolMode }: vscode.ProvideLanguageModelChatResponseOptions,
  model: Model,
): Omit<CompletionRequest, "messages"> {
  const request = requestTo(model, parametersOf(modelOptions));
  if (model.tools !== true || tools.length === 0) return request;
  return {
    ...request,
    extra: {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema ?? { type: "object" } },
      })),
      tool_choice: toolMode === vscode.LanguageModelChatToolMode.Required ? "required" : "auto",
    },
  };
}

/** Options that are parameters of the API and in their range; VS Code hands on options of other models, too. */
function parametersOf(options: Readonly<Record<string, unknown>>): Parameters {
  return Object.fromEntries(
    parameterNames
      .filter((name) => name !== "stream" && name in options)
      .filter((name) => parameterProblem(name, options[name]) === undefined)
      .map((name) => [name, options[name]]),
  );
}
