import { commands, l10n } from "vscode";
import { readyPrompts, type ReadyPrompt } from "../../core/readyPrompts.ts";
import type { ChatDraft } from "../chatView/draft.ts";
import type { Questions } from "../chatView/questions.ts";
import type { Offer } from "./completions.ts";

export interface PromptPorts {
  readonly draft: ChatDraft;
  readonly questions: Questions;
}

/** The ready questions of the `/` menu. They are asked at once, about what is attached, or else about the selection. */
export function promptOffers(query: string, ports: PromptPorts): readonly Offer[] {
  const all = [
    offer("explain", l10n.t("Explain"), "eigen.explainSelection", ports),
    offer("fix", l10n.t("Fix"), "eigen.fixSelection", ports),
    offer("tests", l10n.t("Write Tests"), "eigen.testSelection", ports),
    offer("document", l10n.t("Document"), "eigen.documentSelection", ports),
  ];
  const wanted = query.toLowerCase();
  return all.filter(({ label }) =>
    label
      .toLowerCase()
      .split(" ")
      .some((word) => word.startsWith(wanted)),
  );
}

function offer(prompt: ReadyPrompt, label: string, command: string, ports: PromptPorts): Offer {
  const { draft, questions } = ports;
  const isAttached = () => draft.attachments.length > 0;
  const ask = () => {
    draft.setText([readyPrompts[prompt], draft.text.trim()].filter(Boolean).join("\n\n"));
    questions.send(draft.text);
  };
  return {
    id: `prompt.${prompt}`,
    kind: "prompt",
    label,
    detail: isAttached() ? l10n.t("what is attached") : l10n.t("the selection"),
    take: () => (isAttached() ? ask() : commands.executeCommand(command)),
  };
}
