import type { Candidate } from "../../core/answerRun.ts";
import type { Chat } from "../../core/chat.ts";
import type { Model } from "../../shared/model.ts";
import { candidateName, pickCandidates } from "../models/candidatePicker.ts";
import { presets } from "../presets.ts";
import type { Handlers } from "./context.ts";

export interface ComparisonPorts {
  readonly chat: () => Chat;
  readonly models: () => readonly Model[];
  readonly model: (id: string) => Model;
  readonly changed: () => void;
  /** Says that this can't be done while an answer is being written. */
  readonly refuseWhileAnswering: () => void;
}

type ComparisonIntent = "chooseCandidates" | "clearCandidates" | "compareVersions" | "keepAnswer";

/** Whom the next question is asked of at once; chosen for one question, since the chat goes on with one answer. */
export class Comparison {
  readonly #ports: ComparisonPorts;
  #candidates: readonly Candidate[] = [];

  constructor(ports: ComparisonPorts) {
    this.#ports = ports;
  }

  /** The names of the candidates; none where only the chat's own model is asked. */
  view(): readonly string[] {
    return this.#candidates.map((candidate) => candidateName(candidate, this.#name));
  }

  /** Whom to ask now. */
  candidates(): readonly Candidate[] {
    return this.isOn ? this.#candidates : [this.#ports.chat().conversation];
  }

  /** Whether several are to be asked. */
  get isOn(): boolean {
    return this.#candidates.length > 1;
  }

  clear(): void {
    this.#set([]);
  }

  handlers(): Pick<Handlers, ComparisonIntent> {
    const { chat } = this.#ports;
    return {
      chooseCandidates: () => void this.choose(),
      clearCandidates: () => this.clear(),
      compareVersions: ({ messageId }) => {
        if (chat().runningId === null) chat().compareVersions(messageId);
        else this.#ports.refuseWhileAnswering();
      },
      keepAnswer: ({ messageId }) => chat().keep(messageId),
    };
  }

  /** Asks the user for the candidates. */
  async choose(): Promise<void> {
    const { model, parameters } = this.#ports.chat().conversation;
    const chosen = await pickCandidates({
      own: { model, parameters },
      chosen: this.#candidates,
      models: this.#ports.models(),
      presets: presets(),
      name: this.#name,
    });
    if (chosen !== undefined) this.#set(chosen.length > 1 ? chosen : []);
  }

  readonly #name = (id: string): string => this.#ports.model(id).name ?? id;

  #set(candidates: readonly Candidate[]): void {
    if (candidates.length === 0 && this.#candidates.length === 0) return;
    this.#candidates = candidates;
    this.#ports.changed();
  }
}
