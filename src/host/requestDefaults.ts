import type { Complete } from "../core/completion.ts";
import type { Model } from "../shared/model.ts";
import type { Parameters } from "../shared/parameters.ts";
import type { ChatDefaults } from "./chats.ts";
import type { ShowFailure } from "./copyReport.ts";
import { settings } from "./settings.ts";

/** What new chats begin with. */
export function chatDefaults(): ChatDefaults {
  return {
    model: settings.model(),
    parameters: settings.parameters(),
    systemPrompt: settings.systemPrompt(),
  };
}

/** What a question outside of the chat view is asked with: the model and the parameters of new chats. */
export type RequestDefaults = () => {
  readonly model: Model;
  readonly parameters: Parameters;
  readonly systemPrompt: string;
};

/** What it takes to ask something outside of a chat. */
export interface AskingPorts {
  readonly complete: Complete;
  readonly defaults: RequestDefaults;
  readonly ownKeys: () => readonly string[];
  /** Asks the keychain: the command may be what starts the extension. */
  readonly hasKey: () => Promise<boolean>;
  readonly showFailure: ShowFailure;
}
