import * as vscode from "vscode";
import { takes } from "../../core/models.ts";
import type { InputKind, Model } from "../../shared/model.ts";

const { l10n } = vscode;

export interface ModelPickerOptions {
  readonly models: readonly Model[];
  readonly find: (id: string) => Model;
  /** Ids, the last used first. */
  readonly recent: readonly string[];
  readonly current: string;
  /** The model of new chats. */
  readonly standard: string;
  /** What the model must take: those that are known to come first. */
  readonly needs?: readonly InputKind[];
}

export type ModelChoice =
  | { readonly type: "use"; readonly id: string }
  | { readonly type: "makeStandard"; readonly id: string }
  | { readonly type: "probe"; readonly id: string }
  | { readonly type: "askServer" };

interface ModelItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Asks which model to use: a listed one, or any id that is typed. Resolves with undefined when dismissed. */
export function pickModel(options: ModelPickerOptions): Promise<ModelChoice | undefined> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  const first = modelItems({ ...options, models: firstModels(options) });
  let all: readonly ModelItem[] | undefined;
  const listed = () => (all ??= modelItems(options));
  picker.title = l10n.t("Model");
  picker.placeholder = l10n.t("Search, or type any model id");
  picker.matchOnDescription = true;
  picker.buttons = [askServerButton];
  picker.items = first;
  const subscription = picker.onDidChangeValue((value) => {
    clearTimeout(rest);
    picker.items = withTypedId(listed(), value.trim());
  });
  // A thousand models take VS Code longer than a frame: they come once it has drawn what fits the list.
  const rest = setTimeout(() => {
    const active = picker.activeItems[0]?.id;
    picker.items = listed();
    // The current one is the first, which is active anyway; to ask for it would take that from what is typed just now.
    if (active !== undefined && active !== options.current)
      picker.activeItems = withId(listed(), active);
  }, restDelayMs);
  return new Promise((resolve) => {
    const end = (choice?: ModelChoice) => {
      resolve(choice);
      picker.hide();
    };
    picker.onDidAccept(() => {
      const id = picker.selectedItems[0]?.id ?? idFor(listed(), picker.value.trim());
      if (id !== "") end({ type: "use", id });
    });
    picker.onDidTriggerButton(() => end({ type: "askServer" }));
    picker.onDidTriggerItemButton(({ item, button }) => {
      if (item.id === undefined) return;
      end({ type: button === probeButton ? "probe" : "makeStandard", id: item.id });
    });
    picker.onDidHide(() => {
      clearTimeout(rest);
      subscription.dispose();
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

/** More than the list shows before it is scrolled. */
const firstItems = 24;

function firstModels({ models, needs = [] }: ModelPickerOptions): readonly Model[] {
  return models.filter((model) => suits(model, needs)).slice(0, firstItems);
}

function suits(model: Model, needs: readonly InputKind[]): boolean {
  return needs.every((kind) => takes(model, kind) === "yes");
}
const restDelayMs = 150;

/** Who types fast presses Enter before VS Code has chosen: the first that it would, else what is typed. */
function idFor(items: readonly ModelItem[], typed: string): string {
  const words = typed.toLowerCase();
  if (words === "" || items.some(({ id }) => id === typed)) return typed;
  const found = items.find(
    ({ id, label, description = "" }) =>
      id !== undefined && `${label}\n${description}`.toLowerCase().includes(words),
  );
  return found?.id ?? typed;
}

function withId(items: readonly ModelItem[], id: string): readonly ModelItem[] {
  return items.filter((item) => item.id === id).slice(0, 1);
}

const askServerButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("refresh"),
  tooltip: l10n.t("Ask the Server for Its Models"),
};
const probeButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("beaker"),
  tooltip: l10n.t("Probe This Model…"),
};
const standardButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("pinned"),
  tooltip: l10n.t("Use for New Chats Too"),
};

function modelItems(options: ModelPickerOptions): ModelItem[] {
  const { models, find, recent, current, standard, needs = [] } = options;
  if (needs.length > 0) return itemsByNeed(options, needs);
  const first = [...new Set([current, ...recent])].filter((id) => id !== "");
  const rest = models.filter(({ id }) => !first.includes(id));
  return [
    separator(l10n.t("recently used")),
    ...first.map((id) => modelItem(find(id), standard)),
    separator(l10n.t("models")),
    ...rest.map((model) => modelItem(model, standard)),
  ];
}

/** Those that take what is needed, the last used first; then all others. */
function itemsByNeed(
  { models, find, recent, standard }: ModelPickerOptions,
  needs: readonly InputKind[],
): ModelItem[] {
  const ids = new Set([...recent.filter((id) => id !== ""), ...models.map(({ id }) => id)]);
  const all = [...ids].map((id) => find(id));
  return [
    separator(needs.includes("video") ? l10n.t("see videos") : l10n.t("see pictures")),
    ...all.filter((model) => suits(model, needs)).map((model) => modelItem(model, standard)),
    separator(l10n.t("other models")),
    ...all.filter((model) => !suits(model, needs)).map((model) => modelItem(model, standard)),
  ];
}

function modelItem(model: Model, standard: string): ModelItem {
  const { id, name } = model;
  return {
    id,
    label: name ?? id,
    description: [name === undefined ? undefined : id, icons(model)].filter(Boolean).join("  "),
    detail: facts(model, standard).join(" · "),
    buttons: id === standard ? [probeButton] : [standardButton, probeButton],
  };
}

/** Any id may be used, so what is typed is offered unless it is one of the list. */
function withTypedId(listed: readonly ModelItem[], value: string): readonly ModelItem[] {
  if (value === "" || listed.some(({ id }) => id === value)) return listed;
  return [
    ...listed,
    {
      id: value,
      label: l10n.t("Use “{0}”", value),
      alwaysShow: true,
      buttons: [standardButton, probeButton],
    },
  ];
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function icons(model: Model): string {
  return [
    takes(model, "image") === "yes" ? "$(eye)" : "",
    takes(model, "video") === "yes" ? "$(device-camera-video)" : "",
    model.thinking !== undefined && model.thinking !== "none" ? "$(lightbulb)" : "",
    model.tools === true ? "$(tools)" : "",
  ].join("");
}

/** The same in words, which screen readers read and icons only hint at. */
function facts(model: Model, standard: string): string[] {
  const { contextLength, price } = model;
  return [
    model.id === standard ? l10n.t("for new chats") : "",
    contextLength === undefined ? "" : l10n.t("{0} tokens", tokens(contextLength)),
    takes(model, "image") === "yes" ? l10n.t("sees pictures") : "",
    takes(model, "video") === "yes" ? l10n.t("sees videos") : "",
    model.thinking === undefined ? "" : thinkingText(model.thinking),
    model.tools === true ? l10n.t("calls tools") : "",
    price === undefined
      ? ""
      : l10n.t("${0} in, ${1} out per million tokens", price.input, price.output),
  ].filter((fact) => fact !== "");
}

function thinkingText(thinking: NonNullable<Model["thinking"]>): string {
  switch (thinking) {
    case "none":
      return l10n.t("does not think");
    case "effort":
      return l10n.t("thinks as much as you set");
    case "switch":
      return l10n.t("thinks when asked to");
    case "always":
      return l10n.t("always thinks");
  }
}

/** `128K`, `1M`: powers of two, as context lengths are. */
function tokens(count: number): string {
  if (count >= 1024 * 1024) return `${Math.round((count / 1024 / 1024) * 10) / 10}M`;
  return count >= 1024 ? `${Math.round(count / 1024)}K` : String(count);
}
