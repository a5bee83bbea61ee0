import { html, nothing, render, type TemplateResult } from "lit-html";
import { icon } from "../icons.ts";
import { letterOf } from "../letterOf.ts";
import { EditHistory, tools, type Edits, type Span, type Tool } from "./edits.ts";
import { Stage } from "./stage.ts";

const labels: Readonly<Record<Tool, string>> = {
  crop: "Crop",
  box: "Box",
  arrow: "Arrow",
  redact: "Redact",
};

/**
 * Lets the user cut a picture, mark what matters on it, and cover what is nobody's business. Resolves with what was
 * done, or undefined where nothing is to change.
 */
export async function editPicture(name: string, picture: Blob): Promise<Edits | undefined> {
  const image = new Image();
  image.alt = "";
  image.draggable = false;
  image.src = URL.createObjectURL(picture);
  try {
    await image.decode();
    return await new PictureEditor(name, image).edits;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

class PictureEditor {
  readonly #dialog = document.createElement("dialog");
  readonly #history: EditHistory;
  readonly #stage: Stage;
  readonly #done = Promise.withResolvers<Edits | undefined>();
  readonly #resizing = new ResizeObserver(() => this.#stage.afterRender(this.#dialog));
  #tool: Tool = "crop";
  #asksToDiscard = false;
  #said = "";

  constructor(name: string, image: HTMLImageElement) {
    this.#history = new EditHistory({ width: image.naturalWidth, height: image.naturalHeight });
    this.#stage = new Stage(image, {
      history: this.#history,
      tool: () => this.#tool,
      apply: (span) => this.#apply(span),
      redraw: () => this.#render(),
      say: (text) => this.#say(text),
    });
    this.#dialog.className = "picture-editor";
    this.#dialog.ariaLabel = `Edit ${name}`;
    // Not at the dialog, which hears nothing after a click beside its buttons.
    document.addEventListener("keydown", this.#onKeydown, { capture: true });
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
    this.#render();
    this.#dialog.showModal();
    this.#resizing.observe(this.#dialog);
    this.#render();
  }

  get edits(): Promise<Edits | undefined> {
    return this.#done.promise;
  }

  #render(): void {
    render(this.#template(), this.#dialog);
    this.#stage.afterRender(this.#dialog);
    // The focused button may have gone with what it was for.
    if (this.#dialog.contains(document.activeElement)) return;
    this.#dialog.querySelector<HTMLElement>(".stage")?.focus({ preventScroll: true });
  }

  #template(): TemplateResult {
    return html`<div class="editor-tools" role="toolbar" aria-label="Tools">
        <fieldset role="radiogroup" aria-label="Tool">
          ${tools.map(
            (tool) =>
              html`<label
                ><input
                  type="radio"
                  name="tool"
                  .checked=${tool === this.#tool}
                  ?autofocus=${tool === this.#tool}
                  @change=${() => this.#use(tool)}
                />${labels[tool]}</label
              >`,
          )}
        </fieldset>
        <span class="space"></span>
        ${this.#button("Undo", "undo", () => this.#go("undo"), !this.#history.canUndo)}
        ${this.#button("Redo", "redo", () => this.#go("redo"), !this.#history.canRedo)}
      </div>
      ${this.#stage.template()}
      <p class="editor-hint" id="editor-hint">
        Drag over the picture. By keys: arrows move, with Shift they resize, with Ctrl by one pixel;
        Enter ${this.#tool === "crop" ? "crops" : "draws"}.
      </p>
      <div class="visually-hidden" role="status" aria-live="polite">${this.#said}</div>
      <footer>${this.#asksToDiscard ? this.#discardQuestion() : this.#buttons()}</footer>`;
  }

  #button(
    name: string,
    glyph: Parameters<typeof icon>[0],
    act: () => void,
    // Not the attribute of this name, which would take the focus from the button.
    disabled = false,
  ): TemplateResult {
    return html`<button
      type="button"
      class="icon"
      aria-label=${name}
      title=${name}
      aria-disabled=${disabled}
      @click=${act}
    >
      ${icon(glyph)}
    </button>`;
  }

  #buttons(): TemplateResult {
    const { span } = this.#stage;
    return html`${
        this.#tool === "crop" && span !== undefined
          ? html`<button type="button" class="plain" @click=${() => this.#apply(span)}>
              Crop to Selection
            </button>`
          : nothing
      }
      ${this.#button("Zoom Out", "zoom-out", () => this.#zoom(0.5))}
      ${this.#button("Zoom In", "zoom-in", () => this.#zoom(2))}
      <span class="space"></span>
      <button type="button" class="plain" @click=${() => this.#cancel()}>Cancel</button>
      <button type="button" class="plain primary" @click=${() => this.#finish()}>
        Use Picture
      </button>`;
  }

  #discardQuestion(): TemplateResult {
    return html`<p role="alert">Discard what you did to the picture?</p>
      <span class="space"></span>
      <button type="button" class="plain keep" @click=${() => this.#keepEditing()}>
        Keep Editing
      </button>
      <button type="button" class="plain primary" @click=${() => this.#close(undefined)}>
        Discard
      </button>`;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const command = event.ctrlKey || event.metaKey;
    const letter = letterOf(event);
    const { key } = event;
    if (key === "Escape") this.#escape();
    else if (command && letter === "z") this.#go(event.shiftKey ? "redo" : "undo");
    else if (command && letter === "y") this.#go("redo");
    else if (!command && (key === "+" || key === "=")) this.#zoom(2);
    else if (!command && key === "-") this.#zoom(0.5);
    else return;
    event.preventDefault();
    // Outside of the dialog Escape stops an answer, and VS Code has an undo of its own.
    event.stopPropagation();
  };

  /** One step back: the question, what is drawn, the editor. */
  #escape(): void {
    if (this.#asksToDiscard) return this.#keepEditing();
    if (this.#stage.span === undefined) return this.#cancel();
    this.#stage.clear();
    this.#render();
  }

  #use(tool: Tool): void {
    this.#tool = tool;
    // What was drawn for one tool is not to be done with another.
    this.#stage.clear();
    this.#render();
  }

  #apply(span: Span): void {
    const before = this.#history.current;
    this.#history.apply(this.#tool, span);
    this.#stage.clear();
    const { crop } = this.#history.current;
    if (this.#history.current === before) return this.#render();
    this.#say(
      this.#tool === "crop"
        ? `Cropped to ${crop.width} by ${crop.height} pixels`
        : `${labels[this.#tool]} drawn`,
    );
  }

  #go(where: "undo" | "redo"): void {
    const can = where === "undo" ? this.#history.canUndo : this.#history.canRedo;
    if (!can) return;
    this.#history[where]();
    this.#stage.clear();
    this.#say(where === "undo" ? "Undone" : "Done again");
  }

  #zoom(factor: number): void {
    this.#stage.zoomBy(factor);
    this.#render();
  }

  #say(text: string): void {
    this.#said = text;
    this.#render();
  }

  #cancel(): void {
    if (!this.#history.canUndo) return this.#close(undefined);
    this.#asksToDiscard = true;
    this.#render();
    this.#dialog.querySelector<HTMLElement>(".keep")?.focus();
  }

  #keepEditing(): void {
    this.#asksToDiscard = false;
    this.#render();
  }

  /** What is drawn counts, also when it was not applied by itself. */
  #finish(): void {
    const { span } = this.#stage;
    if (span !== undefined) this.#history.apply(this.#tool, span);
    this.#close(this.#history.canUndo ? this.#history.current : undefined);
  }

  #close(edits: Edits | undefined): void {
    this.#resizing.disconnect();
    document.removeEventListener("keydown", this.#onKeydown, { capture: true });
    this.#dialog.close();
    this.#dialog.remove();
    this.#done.resolve(edits);
  }
}
