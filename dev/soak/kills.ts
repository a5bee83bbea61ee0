import { randomInt } from "node:crypto";
import { DiskStore } from "../../src/store/diskStore.ts";
import { startTurns } from "./turnsProcess.ts";

export interface KillFigures {
  readonly kills: number;
  /** Writes that the store had acknowledged before the kills. */
  readonly acknowledged: number;
  /** Acknowledged writes that are gone, or whose text is shorter. */
  readonly lost: number;
  /** Messages that were never asked to be written, or twice there. */
  readonly strange: number;
  /** Openings after a kill that failed. */
  readonly unreadable: number;
}

/** A kill comes this long after the first acknowledged write, at random, in milliseconds. */
const longestLife = 60;
/** A conversation takes the turns of so many processes, so that looking at it stays quick. */
const killsPerConversation = 20;

/** Kills a writing process again and again with SIGKILL, and looks after each kill at what the store holds. */
export async function runKills(
  directory: string,
  kills: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<KillFigures> {
  const figures = { kills, acknowledged: 0, lost: 0, strange: 0, unreadable: 0 };
  let acknowledged = new Map<string, number>();
  for (let kill = 0; kill < kills; kill++) {
    if (kill % killsPerConversation === 0) acknowledged = new Map();
    const conversation = `c${Math.floor(kill / killsPerConversation)}`;
    const writer = startTurns({ directory, conversation, name: `k${kill}`, turns: 100_000 });
    await writer.firstLine;
    await new Promise((resolve) => setTimeout(resolve, randomInt(longestLife)));
    for (const [id, length] of await writer.kill()) {
      acknowledged.set(id, length);
      figures.acknowledged += 1;
    }
    look(directory, conversation, acknowledged, figures);
    onProgress(kill + 1);
  }
  return figures;
}

function look(
  directory: string,
  conversation: string,
  acknowledged: ReadonlyMap<string, number>,
  figures: { lost: number; strange: number; unreadable: number },
): void {
  const store = new DiskStore({ directory, workspace: "soak", folder: "soak" }, () => {
    figures.unreadable += 1;
  });
  try {
    const messages = store.load(conversation)?.messages ?? [];
    const lengths = new Map(messages.map(({ id, text }) => [id, text.length]));
    figures.strange += messages.length - lengths.size;
    for (const [id, length] of acknowledged) if ((lengths.get(id) ?? -1) < length) figures.lost++;
    // The write that the kill came into may be there; nothing else. It is acknowledged from now on.
    const others = [...lengths.keys()].filter((id) => !acknowledged.has(id));
    const inFlight = others.length === 1 && others[0] === messages.at(-1)?.id;
    if (others.length > 0 && !inFlight) figures.strange += others.length;
    if (acknowledged instanceof Map) for (const id of others) acknowledged.set(id, 0);
  } catch {
    figures.unreadable += 1;
  } finally {
    store.close();
  }
}
