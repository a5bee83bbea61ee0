import * as vscode from "vscode";
import type { Complete } from "../../core/completion.ts";
import type { Log } from "../log.ts";
import type { ModelCatalog } from "../models/modelCatalog.ts";
import type { RequestDefaults } from "../requestDefaults.ts";
import { onSettingsChange, settings } from "../settings.ts";
import { LanguageModels, vendor } from "./languageModels.ts";
import { ModelAccess } from "./modelAccess.ts";
import { registerParticipant } from "./participant.ts";

export interface VSCodeChatContext {
  readonly extension: vscode.Extension<unknown>;
  readonly memory: vscode.Memento;
  readonly catalog: ModelCatalog;
  readonly complete: Complete;
  readonly hasKey: () => Promise<boolean>;
  readonly onKeyChange: vscode.Event<void>;
  readonly defaults: RequestDefaults;
  readonly ownKeys: () => readonly string[];
  readonly log: Log;
}

/** Our models and `@eigen` in VS Code's own chat, as long as `eigen.vscodeChat.enabled` says so. */
export function registerVSCodeChat(context: VSCodeChatContext): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  const apply = () => {
    registered?.dispose();
    registered = settings.vscodeChatEnabled() ? register(context) : undefined;
  };
  apply();
  return vscode.Disposable.from(
    onSettingsChange(["vscodeChat.enabled"], apply),
    new vscode.Disposable(() => registered?.dispose()),
  );
}

function register(context: VSCodeChatContext): vscode.Disposable {
  const { extension, memory, catalog, complete, hasKey, defaults, ownKeys, log } = context;
  const changed = new vscode.EventEmitter<void>();
  const models = new LanguageModels({
    complete,
    models: () => catalog.list(),
    find: (id) => catalog.find(id),
    hasKey,
    access: new ModelAccess(memory, extension.id),
    log,
    onDidChange: changed.event,
  });
  return vscode.Disposable.from(
    changed,
    catalog.onDidChange(() => changed.fire()),
    context.onKeyChange(() => changed.fire()),
    vscode.lm.registerLanguageModelChatProvider(vendor, models),
    registerParticipant(extension.extensionUri, {
      complete,
      find: (id) => catalog.find(id),
      defaults,
      ownKeys,
    }),
  );
}
