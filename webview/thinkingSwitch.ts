import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { reasoningEfforts, type Parameters } from "../src/shared/parameters.ts";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";

type Post = (intent: Intent) => void;

/** The efforts that every server takes; the others are in the panel. */
const usualEfforts: ReadonlySet<string> = new Set(["low", "medium", "high"]);

/** How much the chat's model thinks, one click away; nothing for a model of which nobody knows how. */
export function thinkingSwitch(
  { model, parameters }: ViewState,
  post: Post,
): TemplateResult | typeof nothing {
  if (model.thinking === "effort") return effortChoice(parameters, post);
  return model.thinking === "switch" ? onOffChoice(parameters, post) : nothing;
}

function effortChoice({ reasoning_effort: effort }: Parameters, post: Post): TemplateResult {
  const efforts = reasoningEfforts.filter((each) => usualEfforts.has(each) || each === effort);
  const options = efforts.map((each) => [each, `effort: ${each}`] as const);
  return choice("Effort", effort ?? "", options, (value) =>
    post({
      type: "setParameter",
      name: "reasoning_effort",
      value: reasoningEfforts.find((each) => each === value) ?? null,
    }),
  );
}

function onOffChoice({ thinking }: Parameters, post: Post): TemplateResult {
  const options = [
    ["true", "thinking: on"],
    ["false", "thinking: off"],
  ] as const;
  return choice("Thinking", String(thinking ?? ""), options, (value) =>
    post({
      type: "setParameter",
      name: "thinking",
      value: value === "" ? null : value === "true",
    }),
  );
}

function choice(
  name: string,
  value: string,
  options: readonly (readonly [value: string, label: string])[],
  choose: (value: string) => void,
): TemplateResult {
  return html`<select
    class="thinking-switch"
    aria-label=${name}
    title="How much the model thinks"
    .value=${live(value)}
    @change=${({ target }: Event) => target instanceof HTMLSelectElement && choose(target.value)}
  >
    <option value="">${name.toLowerCase()}: not sent</option>
    ${options.map(
      ([each, label]) => html`<option value=${each} ?selected=${each === value}>${label}</option>`,
    )}
  </select>`;
}
