import * as vscode from "vscode";
import { fetchModels } from "../../api/models.ts";
import type { Complete } from "../../core/completion.ts";
import { probe } from "../../core/probe.ts";
import { currentServer } from "../currentServer.ts";
import type { ShowFailure } from "../copyReport.ts";
import { withProgress } from "../progress.ts";
import { settings, writeSetting } from "../settings.ts";
import type { InputKind } from "../../shared/model.ts";
import type { ModelCatalog } from "./modelCatalog.ts";
import { pickModel } from "./modelPicker.ts";
import { showError, showInformation } from "../notices.ts";

const { l10n } = vscode;

export interface SelectModelContext {
  readonly catalog: ModelCatalog;
  readonly complete: Complete;
  readonly apiKey: () => string | undefined;
  readonly showFailure: ShowFailure;
  /** What the model must take: empty for anything. */
  readonly needs: readonly InputKind[];
}

/** Shows the picker until a model is chosen, and resolves with its id; undefined when dismissed. */
export async function selectModel(
  current: string,
  context: SelectModelContext,
): Promise<string | undefined> {
  const { catalog, apiKey, needs } = context;
  for (;;) {
    const choice = await pickModel({
      models: catalog.list(),
      find: (id) => catalog.find(id),
      recent: catalog.recent(),
      current,
      standard: settings.model(),
      needs,
    });
    switch (choice?.type) {
      case undefined:
        return undefined;
      case "makeStandard":
        await writeSetting("model", choice.id);
        return choice.id;
      case "use":
        return choice.id;
      case "probe":
        await probeModel(choice.id, context);
        break;
      case "askServer":
        await askServer(catalog, apiKey());
    }
  }
}

/** Three tiny requests, after a click on the probe button only. */
async function probeModel(
  id: string,
  { catalog, complete, showFailure }: SelectModelContext,
): Promise<void> {
  const result = await withProgress(l10n.t("Probing {0} with three tiny requests", id), (abort) =>
    probe(complete, catalog.find(id), abort.signal),
  );
  if (result.type === "learned") await catalog.learn(result.model);
  if (result.type === "failed")
    void showFailure(
      { model: id, failure: result.failure },
      { words: (reason) => l10n.t("{0} could not be probed. {1}", id, reason) },
    );
}

async function askServer(catalog: ModelCatalog, key: string | undefined): Promise<void> {
  const server = currentServer();
  if ("fault" in server) return void showError(server.fault);
  const answer = await withProgress(l10n.t("Asking the server for its models"), ({ signal }) =>
    fetchModels(server.models, key, signal),
  );
  switch (answer.type) {
    case "stopped":
      return;
    case "list":
      return catalog.setServerList(answer.models);
    case "refused":
      return void showError(l10n.t("The server refused the API key (HTTP {0}).", answer.status));
    case "none":
      return void showInformation(
        l10n.t("This server has no list of models. Any model id can be typed."),
      );
    case "unreachable":
      return void showError(l10n.t("The server could not be reached."));
    case "timed-out":
      return void showError(l10n.t("The server did not answer in time."));
  }
}
