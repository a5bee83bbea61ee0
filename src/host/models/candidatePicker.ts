import * as vscode from "vscode";
import type { Candidate } from "../../core/answerRun.ts";
import type { Model } from "../../shared/model.ts";
import { parameterDifferences } from "../../shared/parameterRules.ts";
import type { Preset } from "../../shared/parameters.ts";

const { l10n } = vscode;

/** So many answers can be asked for at once; each is a request of its own. */
const mostCandidates = 6;

export interface CandidatePickerOptions {
  /** What the chat asks; the first of the list, and chosen from the start. */
  readonly own: Candidate;
  readonly chosen: readonly Candidate[];
  readonly models: readonly Model[];
  readonly presets: readonly Preset[];
  readonly name: (modelId: string) => string;
}

interface CandidateItem extends vscode.QuickPickItem {
  readonly candidate?: Candidate;
}

/** Asks whose answers to compare: other models, or the same one with other parameters. Undefined when dismissed. */
export function pickCandidates(
  options: CandidatePickerOptions,
): Promise<readonly Candidate[] | undefined> {
  const picker = vscode.window.createQuickPick<CandidateItem>();
  const items = candidateItems(options);
  const wanted = new Set([options.own, ...options.chosen].map(key));
  picker.title = l10n.t("Compare Answers");
  picker.placeholder = l10n.t("Choose two to {0}; each is asked once", mostCandidates);
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = items;
  picker.selectedItems = items.filter(
    ({ candidate }) => candidate !== undefined && wanted.has(key(candidate)),
  );
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems.flatMap(({ candidate }) => candidate ?? []);
      const problem = problemOf(chosen, options.own);
      // The placeholder could not be seen while something is typed.
      if (problem !== undefined) return void (picker.title = problem);
      resolve(chosen);
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

/** Why these can't be compared. The chat's own model alone is what is asked anyway. */
function problemOf(chosen: readonly Candidate[], own: Candidate): string | undefined {
  const [first] = chosen;
  if (chosen.length > mostCandidates)
    return l10n.t(
      "Compare Answers: {0} are too many, choose two to {1}",
      chosen.length,
      mostCandidates,
    );
  if (chosen.length === 1 && first !== undefined && key(first) !== key(own))
    return l10n.t("Compare Answers: one alone is too few, choose two to {0}", mostCandidates);
  return undefined;
}

/** `GPT-OSS 120B · temperature 0.2`. */
export function candidateName(
  { model, parameters }: Candidate,
  name: (id: string) => string,
): string {
  return [name(model), ...parameterDifferences(parameters, {})].join(" · ");
}

function candidateItems({ own, models, presets, name }: CandidatePickerOptions): CandidateItem[] {
  const others = models.filter(({ id }) => id !== own.model);
  const asPreset = presets.map(({ name: preset, parameters }) =>
    item(name(own.model), preset, { model: own.model, parameters }),
  );
  return [
    separator(l10n.t("this chat's model")),
    ...eachOnce([item(name(own.model), l10n.t("as it is set now"), own), ...asPreset]),
    separator(l10n.t("other models")),
    ...others.map(({ id }) =>
      item(name(id), name(id) === id ? "" : id, { model: id, parameters: own.parameters }),
    ),
  ];
}

/** The chat can be set as a preset is, and two presets can be the same. */
function eachOnce(items: readonly CandidateItem[]): readonly CandidateItem[] {
  const keys = items.map(({ candidate }) => candidate && key(candidate));
  return items.filter((_, i) => keys.indexOf(keys[i]) === i);
}

function item(label: string, description: string, candidate: Candidate): CandidateItem {
  const detail = parameterDifferences(candidate.parameters, {}).join(" · ");
  return { label, description, ...(detail !== "" && { detail }), candidate };
}

function separator(label: string): CandidateItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function key({ model, parameters }: Candidate): string {
  return [model, ...parameterDifferences(parameters, {})].join("\n");
}
