import type { History, HistoryEntry, SearchHit } from "../../core/history.ts";
import type { HistoryAction, HistoryEntryView, HistoryView } from "../../shared/history.ts";

export interface HistoryPorts {
  readonly history: History;
  readonly modelName: (id: string) => string;
  readonly isAnswering: (id: string) => boolean;
  /** Shows the conversation, at the message where one is named. */
  readonly open: (id: string, messageId: string | null) => void;
  /** These were renamed, brought back or removed: live ones take that over. */
  readonly changed: (ids: readonly string[]) => void;
  readonly manage: () => void;
}

const firstCount = 60;
const mostHits = 100;

const closed: HistoryView = {
  scope: "all",
  query: "",
  pinned: 0,
  times: [],
  start: 0,
  entries: [],
  bytes: null,
  removed: null,
};

/** The history as one view has it open. What the store answers is shown unless something else was asked since. */
export class HistoryPane {
  readonly #ports: HistoryPorts;
  readonly #publish: () => void;
  #shown = false;
  #view = closed;
  #count = firstCount;
  #removedId: string | undefined;
  #asked = 0;

  /** @param publish called when `view` has changed */
  constructor(ports: HistoryPorts, publish: () => void) {
    this.#ports = ports;
    this.#publish = publish;
  }

  /** Null while the history is not shown. */
  get view(): HistoryView | null {
    return this.#shown ? this.#view : null;
  }

  async show(): Promise<void> {
    this.#view = { ...closed, scope: this.#view.scope };
    this.#count = firstCount;
    this.#removedId = undefined;
    await this.#read();
    this.#shown = true;
    this.#publish();
    const bytes = await this.#ports.history.diskUse();
    this.#set({ bytes });
  }

  hide(): void {
    this.#shown = false;
    this.#asked += 1;
    this.#publish();
  }

  /** Reads again what is shown. */
  async refresh(): Promise<void> {
    if (this.#shown && (await this.#read())) this.#publish();
  }

  async handle(action: HistoryAction): Promise<void> {
    const { history, open, changed, manage } = this.#ports;
    switch (action.do) {
      case "show":
        return this.show();
      case "hide":
        return this.hide();
      case "search":
        this.#view = { ...this.#view, query: action.query, scope: action.scope, start: 0 };
        return this.refresh();
      case "range":
        this.#view = { ...this.#view, start: action.start };
        this.#count = action.count;
        return this.refresh();
      case "open":
        open(action.id, action.messageId);
        return this.hide();
      case "rename":
        await history.rename(action.id, action.title.trim());
        changed([action.id]);
        return this.refresh();
      case "pin":
        await history.pin(action.id, action.pinned);
        return this.refresh();
      case "attach":
        await history.attach(action.id);
        return this.refresh();
      case "remove":
        return this.#remove(action.id);
      case "undo":
        return this.#undo();
      case "manage":
        return manage();
    }
  }

  async #remove(id: string): Promise<void> {
    const title = this.#view.entries.find((entry) => entry.id === id)?.title ?? "";
    await this.#ports.history.remove([id]);
    this.#ports.changed([id]);
    this.#removedId = id;
    this.#view = { ...this.#view, removed: title };
    await this.refresh();
  }

  async #undo(): Promise<void> {
    if (this.#removedId === undefined) return;
    await this.#ports.history.restore([this.#removedId]);
    this.#removedId = undefined;
    this.#view = { ...this.#view, removed: null };
    await this.refresh();
  }

  /** False where something else was asked meanwhile. */
  async #read(): Promise<boolean> {
    const asked = ++this.#asked;
    const { query, scope, start } = this.#view;
    const { history } = this.#ports;
    const part =
      query.trim() === ""
        ? await this.#list(scope, start)
        : hitsView(await history.search(scope, query, mostHits), (entry) => this.#entry(entry));
    if (asked !== this.#asked) return false;
    this.#view = { ...this.#view, ...part };
    return true;
  }

  async #list(scope: HistoryView["scope"], start: number): Promise<Partial<HistoryView>> {
    const { history } = this.#ports;
    const [outline, entries] = await Promise.all([
      history.outline(scope),
      history.entries(scope, start, this.#count),
    ]);
    return { ...outline, entries: entries.map((entry) => this.#entry(entry)) };
  }

  #entry({ here, model, folder, workspace, ...entry }: HistoryEntry): HistoryEntryView {
    return {
      ...entry,
      here,
      model: this.#ports.modelName(model),
      folder: here ? "" : folder,
      answering: this.#ports.isAnswering(entry.id),
      messageId: null,
      excerpt: "",
    };
  }

  #set(fields: Partial<HistoryView>): void {
    this.#view = { ...this.#view, ...fields };
    this.#publish();
  }
}

function hitsView(
  hits: readonly SearchHit[],
  project: (entry: HistoryEntry) => HistoryEntryView,
): Partial<HistoryView> {
  return {
    pinned: 0,
    times: hits.map(({ entry }) => entry.time),
    start: 0,
    entries: hits.map(({ entry, messageId, excerpt }) => ({
      ...project(entry),
      messageId,
      excerpt,
    })),
  };
}
