import { html, nothing, svg, type TemplateResult } from "lit-html";
import {
  lengthOf,
  wholePixels,
  type EditHistory,
  type Point,
  type Span,
  type Tool,
} from "./edits.ts";
import { shapeOf } from "./shapes.ts";

export interface StagePorts {
  readonly history: EditHistory;
  readonly tool: () => Tool;
  /** Something was drawn: do with it what the tool does. */
  readonly apply: (span: Span) => void;
  readonly redraw: () => void;
  /** For screen readers. */
  readonly say: (text: string) => void;
}

/** The most that the picture is enlarged beyond fitting. */
const mostZoom = 16;
/** What the pointer moves less than this is a click, in CSS pixels. */
const shortestDrag = 3;

/** The picture with its marks, and what is drawn on it by mouse and keys. */
export class Stage {
  readonly #image: HTMLImageElement;
  readonly #ports: StagePorts;
  #zoom = 1;
  /** CSS pixels for one of the picture's. */
  #scale = 1;
  #drag: Point | undefined;
  #span: Span | undefined;

  constructor(image: HTMLImageElement, ports: StagePorts) {
    this.#image = image;
    this.#ports = ports;
  }

  /** What is drawn but not applied: what a crop will keep, what the arrow keys move. */
  get span(): Span | undefined {
    return this.#span;
  }

  /** Ends what is being drawn, too. */
  clear(): void {
    this.#span = undefined;
    this.#drag = undefined;
  }

  zoomBy(factor: number): void {
    this.#zoom = Math.min(mostZoom, Math.max(1, this.#zoom * factor));
  }

  template(): TemplateResult {
    const { crop } = this.#ports.history.current;
    return html`<div class="stage-scroller">
      <div
        class="stage"
        role="application"
        tabindex="0"
        aria-label="Picture, ${crop.width} by ${crop.height} pixels"
        aria-describedby="editor-hint"
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#onPointerUp}
        @pointercancel=${this.#onPointerCancel}
        @keydown=${this.#onKeydown}
        @wheel=${{ handleEvent: this.#onWheel, passive: false }}
      >
        ${this.#image}
        <svg class="marks" viewBox="${crop.x} ${crop.y} ${crop.width} ${crop.height}">
          ${this.#marks()} ${this.#span === undefined ? nothing : this.#selection(this.#span)}
        </svg>
      </div>
    </div>`;
  }

  /** Gives the picture its size: as large as fits, times the zoom; the middle stays in the middle. */
  afterRender(dialog: HTMLElement): void {
    const scroller = dialog.querySelector<HTMLElement>(".stage-scroller");
    const stage = dialog.querySelector<HTMLElement>(".stage");
    if (scroller === null || stage === null) return;
    const { crop } = this.#ports.history.current;
    const fit = Math.min(scroller.clientWidth / crop.width, scroller.clientHeight / crop.height);
    const scale = Math.min(fit, Math.max(1, fit / 4)) * this.#zoom;
    const grown = scale / this.#scale;
    const middleX = scroller.scrollLeft + scroller.clientWidth / 2;
    const middleY = scroller.scrollTop + scroller.clientHeight / 2;
    this.#scale = scale;
    stage.style.width = `${crop.width * scale}px`;
    stage.style.height = `${crop.height * scale}px`;
    this.#image.style.width = `${this.#image.naturalWidth * scale}px`;
    this.#image.style.translate = `${-crop.x * scale}px ${-crop.y * scale}px`;
    if (grown === 1) return;
    scroller.scrollLeft = middleX * grown - scroller.clientWidth / 2;
    scroller.scrollTop = middleY * grown - scroller.clientHeight / 2;
  }

  #marks(): readonly TemplateResult[] {
    const longerSide = Math.max(this.#image.naturalWidth, this.#image.naturalHeight);
    return this.#ports.history.current.marks.map((mark) => {
      const { path, fill, strokes } = shapeOf(mark, longerSide);
      return svg`<path d=${path} fill=${fill} />${strokes.map(
        ({ colour, width }) =>
          svg`<path d=${path} fill="none" stroke=${colour} stroke-width=${width} />`,
      )}`;
    });
  }

  #selection(span: Span): TemplateResult {
    const { x, y, width, height } = wholePixels(span);
    const { crop } = this.#ports.history.current;
    const around = `M${crop.x} ${crop.y}h${crop.width}v${crop.height}h${-crop.width}Z`;
    const hole = `M${x} ${y}v${height}h${width}v${-height}Z`;
    return svg`${
      this.#ports.tool() === "crop" ? svg`<path class="cut-off" d="${around}${hole}" />` : nothing
    }${
      this.#ports.tool() === "arrow"
        ? svg`<line class="selection" x1=${span.from.x} y1=${span.from.y} x2=${span.to.x} y2=${span.to.y} />`
        : svg`<path class="selection" d=${hole} />`
    }`;
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const stage = stageOf(event);
    stage?.setPointerCapture(event.pointerId);
    stage?.focus({ preventScroll: true });
    this.#drag = this.#pointOf(event);
    this.#select(undefined);
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    if (this.#drag === undefined) return;
    const span = { from: this.#drag, to: this.#pointOf(event) };
    this.#select(lengthOf(span) * this.#scale < shortestDrag ? undefined : span);
  };

  readonly #onPointerUp = (): void => {
    if (this.#drag === undefined) return;
    this.#drag = undefined;
    // A crop can be looked at and drawn anew first; marks can be undone.
    if (this.#span !== undefined && this.#ports.tool() !== "crop") this.#ports.apply(this.#span);
  };

  readonly #onPointerCancel = (): void => {
    this.clear();
    this.#ports.redraw();
  };

  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? 1.25 : 0.8);
    this.#ports.redraw();
  };

  /** Arrows move what is drawn, with Shift its end; Ctrl or Cmd by one pixel. Enter applies it. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && this.#span !== undefined) {
      event.preventDefault();
      return this.#ports.apply(this.#span);
    }
    const [right, down] = directions[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    const { crop } = this.#ports.history.current;
    const longer = Math.max(crop.width, crop.height);
    const step = event.ctrlKey || event.metaKey ? 1 : Math.max(1, Math.round(longer / 50));
    const move = ({ x, y }: Point): Point => this.#inside(x + right * step, y + down * step);
    const { from, to } = this.#span ?? this.#firstSpan();
    const moves = this.#span !== undefined && !event.shiftKey;
    this.#select({ from: moves ? move(from) : from, to: this.#span === undefined ? to : move(to) });
    stageOf(event)
      ?.querySelector(".selection")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#sayWhere();
  };

  #sayWhere(): void {
    if (this.#span === undefined) return;
    const { crop } = this.#ports.history.current;
    const { x, y, width, height } = wholePixels(this.#span);
    this.#ports.say(`${width} by ${height} at ${x - crop.x}, ${y - crop.y}`);
  }

  /** The middle quarter, for the keys to begin with. */
  #firstSpan(): Span {
    const { x, y, width, height } = this.#ports.history.current.crop;
    const at = (share: number): Point => ({
      x: Math.round(x + width * share),
      y: Math.round(y + height * share),
    });
    return { from: at(0.375), to: at(0.625) };
  }

  #select(span: Span | undefined): void {
    this.#span = span;
    this.#ports.redraw();
  }

  #pointOf(event: PointerEvent): Point {
    const { left = 0, top = 0 } = stageOf(event)?.getBoundingClientRect() ?? {};
    const { crop } = this.#ports.history.current;
    return this.#inside(
      crop.x + (event.clientX - left) / this.#scale,
      crop.y + (event.clientY - top) / this.#scale,
    );
  }

  #inside(x: number, y: number): Point {
    const { crop } = this.#ports.history.current;
    return {
      x: Math.min(crop.x + crop.width, Math.max(crop.x, x)),
      y: Math.min(crop.y + crop.height, Math.max(crop.y, y)),
    };
  }
}

const directions: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function stageOf({ currentTarget }: Event): HTMLElement | undefined {
  return currentTarget instanceof HTMLElement ? currentTarget : undefined;
}
