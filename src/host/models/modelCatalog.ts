import * as vscode from "vscode";
import type { Chat } from "../../core/chat.ts";
import { findModel, listModels } from "../../core/models.ts";
import { refusedParameter } from "../../core/parameters.ts";
import type { Model } from "../../shared/model.ts";
import { onSettingsChange, settings } from "../settings.ts";
import { parseModels } from "./modelSchema.ts";

const maxRecent = 8;

/**
 * The models to offer and what is known of each, for the server of `eigen.baseUrl`: what a server listed and what was
 * learned of its models is kept for that server alone.
 */
export class ModelCatalog implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #list: readonly Model[] | undefined;
  #learned: readonly Model[] | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#subscription = onSettingsChange(["baseUrl", "model", "models"], () => this.#fire());
  }

  list(): readonly Model[] {
    this.#list ??= listModels({
      server: this.#stored("server"),
      learned: this.#allLearned(),
      settings: parseModels(settings.models()),
    });
    return this.#list;
  }

  find(id: string): Model {
    return findModel(this.list(), id, this.#allLearned());
  }

  /** Model ids, the last used first. */
  recent(): readonly string[] {
    const ids: unknown = this.#memory.get(key("recent"));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  }

  async used(id: string): Promise<void> {
    const others = this.recent().filter((other) => other !== id);
    await this.#memory.update(key("recent"), [id, ...others].slice(0, maxRecent));
  }

  /** Keeps what the server says it has. */
  async setServerList(models: readonly Model[]): Promise<void> {
    await this.#memory.update(key("server"), models);
    this.#fire();
  }

  /** Keeps what a probe or a refusal taught of one model, over what was learned before. */
  async learn(model: Model): Promise<void> {
    const learned = this.#stored("learned");
    const before = learned.find(({ id }) => id === model.id);
    const others = learned.filter(({ id }) => id !== model.id);
    await this.#memory.update(key("learned"), [...others, { ...before, ...model }]);
    this.#fire();
  }

  /** Asks again without the parameter that the server refused for the answer's model, now and from now on. */
  async retryWithoutParameter(chat: Chat, answerId: string): Promise<void> {
    const answer = chat.conversation.messages.find(({ id }) => id === answerId);
    if (answer?.role !== "assistant" || !chat.canRetry(answerId)) return;
    const name = answer.failure && refusedParameter(answer.failure);
    if (name === undefined) return;
    const refuses = this.find(answer.model).refuses ?? [];
    await this.learn({ id: answer.model, refuses: [...new Set([...refuses, name])] });
    await chat.retry(answerId);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #allLearned(): readonly Model[] {
    return (this.#learned ??= this.#stored("learned"));
  }

  #stored(what: "server" | "learned"): readonly Model[] {
    return parseModels(this.#memory.get(key(what)));
  }

  #fire(): void {
    this.#list = undefined;
    this.#learned = undefined;
    this.#changed.fire();
  }
}

function key(what: "server" | "learned" | "recent"): string {
  return `models ${what} ${settings.baseUrl().trim()}`;
}
