import { DiskStore } from "../../src/store/diskStore.ts";
import { startTurns } from "./turnsProcess.ts";

export interface WindowFigures {
  readonly windows: number;
  readonly turns: number;
  readonly seconds: number;
  readonly lost: number;
  readonly doubled: number;
  /** Messages of one window that do not come back in the order they were written. */
  readonly misordered: number;
}

/** Lets several processes write turns into one conversation at once, and looks at what the store holds then. */
export async function runWindows(
  directory: string,
  windows: number,
  turns: number,
): Promise<WindowFigures> {
  const start = performance.now();
  const writers = Array.from({ length: windows }, (_, window) =>
    startTurns({ directory, conversation: "shared", name: `w${window}`, turns }),
  );
  const written = await Promise.all(writers.map((writer) => writer.end()));
  const seconds = (performance.now() - start) / 1000;

  const store = new DiskStore({ directory, workspace: "soak", folder: "soak" }, () => undefined);
  const ids = store.load("shared")?.messages.map(({ id }) => id) ?? [];
  store.close();
  const places = new Map(ids.map((id, place) => [id, place]));
  let lost = 0;
  let misordered = 0;
  for (const acknowledged of written) {
    let last = -1;
    for (const id of new Set(acknowledged.map(([message]) => message))) {
      const place = places.get(id);
      if (place === undefined) lost += 1;
      else if (place < last) misordered += 1;
      last = place ?? last;
    }
  }
  return { windows, turns, seconds, lost, doubled: ids.length - places.size, misordered };
}
