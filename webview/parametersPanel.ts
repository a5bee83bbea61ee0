import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { reasoningEfforts, type ParameterName, type Parameters } from "../src/shared/parameters.ts";
import {
  parameterDifferences,
  parameterNames,
  parameterProblem,
  parameterRules,
  parameterWarnings,
  type ParameterRule,
} from "../src/shared/parameterRules.ts";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";

/** All request parameters of the conversation, its system prompt, and the presets. An empty field is not sent. */
export class ParametersPanel {
  readonly #post: (intent: Intent) => void;
  readonly #changed: () => void;
  /** What was typed and is not set: it is still being typed, does not fit its parameter, or the host has not set it yet. */
  readonly #typed = new Map<ParameterName, string>();
  #shown: Parameters = {};
  #conversationId = "";
  #open = false;

  /** `changed`: the panel must be drawn again although the state is the same. */
  constructor(post: (intent: Intent) => void, changed: () => void) {
    this.#post = post;
    this.#changed = changed;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  readonly toggle = (): void => {
    this.#open = !this.#open;
    this.#changed();
    // By then it has been drawn.
    if (this.#open)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(".parameters select, .parameters input")?.focus(),
      );
  };

  open(): void {
    if (!this.#open) this.toggle();
  }

  template(state: ViewState): TemplateResult | typeof nothing {
    if (state.conversationId !== this.#conversationId) this.#typed.clear();
    this.#conversationId = state.conversationId;
    this.#forgetSet(state.parameters);
    if (!this.#open) return nothing;
    return html`<section
      id="parameters"
      class="parameters"
      role="region"
      aria-label="Request parameters"
      @keydown=${this.#onKeydown}
    >
      <header>
        <h2>Parameters of this chat</h2>
        <button type="button" class="plain" @click=${() => this.#reset()}>Reset</button>
        <button type="button" class="plain" @click=${this.toggle}>Close</button>
      </header>
      ${this.#presets(state)} ${parameterNames.map((name) => this.#row(name, state))}
      ${this.#systemPrompt(state)}
    </section>`;
  }

  #presets({ presets, parameters, systemPrompt }: ViewState): TemplateResult {
    return html`<div class="presets" role="group" aria-label="Presets">
      ${presets.map(
        (preset) =>
          html`<button
              type="button"
              class="plain"
              aria-pressed=${
                sameParameters(preset.parameters, parameters) &&
                (preset.systemPrompt ?? systemPrompt) === systemPrompt
              }
              @click=${() => this.#choose({ type: "applyPreset", name: preset.name })}
            >
              ${preset.name}</button
            >${
              preset.own === true
                ? html`<button
                    type="button"
                    class="icon"
                    aria-label="Delete preset ${preset.name}"
                    title="Delete this preset"
                    @click=${() => this.#post({ type: "deletePreset", name: preset.name })}
                  >
                    ×
                  </button>`
                : nothing
            }`,
      )}
      <button type="button" class="plain" @click=${() => this.#post({ type: "savePreset" })}>
        Save as Preset…
      </button>
    </div>`;
  }

  #row(name: ParameterName, { parameters, model }: ViewState): TemplateResult {
    const typed = this.#typed.get(name);
    const problem = typed === undefined ? undefined : problemOf(name, typed);
    const warning = parameterWarnings(parameters, model).find((each) => each.name === name)?.text;
    const value = typed ?? String(parameters[name] ?? "");
    return html`<div class="parameter" data-sent=${parameters[name] !== undefined}>
      <label for="parameter-${name}">${name}</label>
      ${this.#control(name, value)}
      <p id="about-${name}">${parameterRules[name].about}</p>
      ${
        problem === undefined && warning === undefined
          ? nothing
          : html`<p class=${problem === undefined ? "warning" : "problem"} role="note">
              ${problem === undefined ? warning : `Must be ${problem}.`}
            </p>`
      }
    </div>`;
  }

  #control(name: ParameterName, value: string): TemplateResult {
    const rule = parameterRules[name];
    if (rule.kind === "number") return this.#numberField(name, rule, value);
    const choices = rule.kind === "choice" ? rule.choices : ["true", "false"];
    return html`<select
      id="parameter-${name}"
      aria-describedby="about-${name}"
      .value=${live(value)}
      @change=${(event: Event) => this.#set(name, valueOf(event))}
    >
      <option value="">not sent</option>
      ${choices.map(
        (choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`,
      )}
    </select>`;
  }

  #numberField(
    name: ParameterName,
    rule: ParameterRule & { kind: "number" },
    value: string,
  ): TemplateResult {
    return html`<input
      id="parameter-${name}"
      type="number"
      placeholder="not sent"
      step="any"
      aria-describedby="about-${name}"
      aria-invalid=${problemOf(name, value) !== undefined}
      .value=${live(value)}
      @input=${(event: Event) => this.#typed.set(name, valueOf(event))}
      @change=${(event: Event) => this.#set(name, valueOf(event))}
      @keydown=${(event: KeyboardEvent) => this.#onArrow(event, name, rule)}
    />`;
  }

  #systemPrompt({ systemPrompt, conversationId }: ViewState): TemplateResult {
    return html`<div class="parameter">
      <label for="system-prompt">System prompt</label>
      <textarea
        id="system-prompt"
        rows="3"
        placeholder="not sent"
        .value=${systemPrompt}
        @change=${(event: Event) =>
          this.#post({ type: "setSystemPrompt", conversationId, text: valueOf(event) })}
      ></textarea>
    </div>`;
  }

  #set(name: ParameterName, text: string): void {
    this.#typed.set(name, text);
    if (problemOf(name, text) === undefined)
      this.#post({ type: "setParameter", name, value: read(name, text) });
    this.#changed();
  }

  /**
   * Fields show what was set. In the one that has the keyboard, the next step may be ahead of that; what can't be set
   * stays with its reason.
   */
  #forgetSet(parameters: Parameters): void {
    for (const [name, text] of this.#typed) {
      if (parameters[name] === this.#shown[name] || problemOf(name, text) !== undefined) continue;
      const isSet = read(name, text) === (parameters[name] ?? null);
      if (isSet || document.activeElement?.id !== `parameter-${name}`) this.#typed.delete(name);
    }
    this.#shown = parameters;
  }

  /** Steps by a tenth rather than by one; an empty field starts at 1, or at the least that is allowed above it. */
  #onArrow(
    event: KeyboardEvent,
    name: ParameterName,
    rule: ParameterRule & { kind: "number" },
  ): void {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const text = valueOf(event);
    const next = text === "" ? Math.max(1, rule.min) : Number(text) + direction * rule.step;
    const clamped = Math.min(rule.max, Math.max(rule.aboveMin ? rule.step : rule.min, next));
    this.#set(name, String(Number(clamped.toFixed(2))));
  }

  #reset(): void {
    this.#choose({ type: "resetParameters" });
  }

  #choose(intent: Intent): void {
    this.#typed.clear();
    this.#post(intent);
    this.#changed();
  }

  /** Escape closes the panel and does not stop the answer. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.toggle();
    document.querySelector<HTMLElement>(".parameters-button")?.focus();
  };
}

function problemOf(name: ParameterName, text: string): string | undefined {
  const value = read(name, text);
  return value === null ? undefined : parameterProblem(name, value);
}

function read(name: ParameterName, text: string): NonNullable<Parameters[ParameterName]> | null {
  if (text.trim() === "") return null;
  switch (parameterRules[name].kind) {
    case "number":
      return Number(text);
    case "boolean":
      return text === "true";
    case "choice":
      return reasoningEfforts.find((effort) => effort === text) ?? null;
  }
}

function valueOf({ target }: Event): string {
  return target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
    ? target.value
    : "";
}

function sameParameters(a: ViewState["parameters"], b: ViewState["parameters"]): boolean {
  return parameterNames.every((name) => a[name] === b[name]);
}

/** What differs from the defaults of new chats; it stands over the composer's buttons. */
export function differences({
  parameters,
  defaultParameters,
  systemPrompt,
  defaultSystemPrompt,
}: ViewState): TemplateResult | typeof nothing {
  const texts = [
    ...parameterDifferences(parameters, defaultParameters),
    ...(systemPrompt === defaultSystemPrompt ? [] : [promptDifference(systemPrompt)]),
  ];
  return texts.length === 0
    ? nothing
    : html`<p class="differences" role="note" aria-label="Changed parameters">
        ${texts.join(" · ")}
      </p>`;
}

function promptDifference(systemPrompt: string): string {
  return systemPrompt === "" ? "no system prompt" : "system prompt";
}
