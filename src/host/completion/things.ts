import { commands, l10n } from "vscode";
import type { Offer } from "./completions.ts";

/** What can be attached that has no name of its own. */
export function namedThings(query: string): readonly Offer[] {
  const wanted = query.toLowerCase();
  const things = [
    thing(l10n.t("Selection"), l10n.t("of the active editor"), "eigen.attachSelection"),
    thing(l10n.t("Problems"), l10n.t("of the active file, or of all"), "eigen.attachProblems"),
    thing(l10n.t("Changes"), l10n.t("since the last commit"), "eigen.attachChanges"),
    thing(l10n.t("Terminal"), l10n.t("what is selected there"), "eigen.attachTerminalSelection"),
  ];
  return things.filter(({ label }) => label.toLowerCase().startsWith(wanted));
}

function thing(label: string, detail: string, command: string): Offer {
  return { kind: "thing", label, detail, take: () => commands.executeCommand(command) };
}
