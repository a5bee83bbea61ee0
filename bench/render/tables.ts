import { median, table } from "../support/figures.ts";
import { peers, type PeerName } from "./peerPages.ts";
import { scenarios, type Column, type Figures, type Scenario } from "./scenarios.ts";

/** One run of one peer. */
export interface Run {
  readonly scenario: string;
  readonly peer: PeerName;
  readonly figures: Figures;
}

/** The medians of all runs, a table for each scenario. */
export function tables(runs: readonly Run[]): string {
  return Object.entries(scenarios)
    .flatMap(([name, scenario]) => {
      const own = runs.filter((run) => run.scenario === name);
      return own.length === 0 ? [] : [`### ${scenario.title}\n\n${scenarioTable(scenario, own)}`];
    })
    .join("\n\n");
}

function scenarioTable({ columns, peers: order }: Scenario, runs: readonly Run[]): string {
  const all = columns.flatMap((column) => heads(column));
  const rows = order.flatMap((peer) => {
    const own = runs.filter((run) => run.peer === peer);
    if (own.length === 0) return [];
    const cells = columns.flatMap((column) => cellsOf(column, peer, runs));
    return [[peers[peer], ...cells, own.length]];
  });
  return table(["", ...all, "runs"], rows);
}

function heads(column: Column): readonly string[] {
  if (column === "net") return ["net ms", "× floor", "× streamdown"];
  if (column === "net per frame") return ["net ms per frame"];
  if (column === "task") return ["CPU ms (min–max)"];
  return [column];
}

function cellsOf(column: Column, peer: PeerName, runs: readonly Run[]): readonly string[] {
  const values = valuesOf(column, peer, runs);
  if (column === "task")
    return [
      `${format(median(values))} (${format(Math.min(...values))}–${format(Math.max(...values))})`,
    ];
  if (column === "net per frame") {
    return [(netOf(peer, runs) / median(valuesOf("frames", peer, runs))).toFixed(2)];
  }
  if (column !== "net") return [format(median(values))];
  const net = netOf(peer, runs);
  return [
    format(net),
    (net / netOf("pre-window", runs)).toFixed(2),
    (net / netOf("streamdown", runs)).toFixed(2),
  ];
}

function netOf(peer: PeerName, runs: readonly Run[]): number {
  return median(valuesOf("task", peer, runs)) - median(valuesOf("task", "nothing", runs));
}

function valuesOf(name: string, peer: PeerName, runs: readonly Run[]): readonly number[] {
  return runs.flatMap((run) => {
    const value = run.peer === peer ? run.figures[name] : undefined;
    return typeof value === "number" ? [value] : [];
  });
}

function format(value: number): string {
  if (!Number.isFinite(value)) return "";
  return Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0);
}
