import { html, svg, type TemplateResult } from "lit-html";

/** Drawn here, since a dozen paths are smaller than an icon font. 16×16, in the text's colour. */
const paths = {
  add: "M8 3v10M3 8h10",
  attach: "M10.5 5.5v5.2a2.5 2.5 0 0 1-5 0V4.6a1.7 1.7 0 0 1 3.4 0v5.9a.8.8 0 0 1-1.6 0V5.5",
  "attach-here": "M2.5 4.5h4l1.5 2h5.5v6h-11zM8 8.2v2.6M6.7 9.5h2.6",
  close: "M4 4l8 8M12 4l-8 8",
  columns: "M2.5 3.5h11v9h-11zM8 3.5v9",
  copy: "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
  edit: "M3 13l.6-2.6 7.2-7.2 2 2-7.2 7.2zM9.5 4.5l2 2",
  fork: "M5 5.2v5.6M5 5.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM5 13.6a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM11 5.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM11 5.2c0 3-6 1.8-6 4.6",
  hidden: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM3 13L13 3",
  history: "M3.1 6.2A5.2 5.2 0 1 1 2.8 8M3 3v3.2h3.2M8 5v3.2l2.2 1.3",
  next: "M6 3.5L10.5 8 6 12.5",
  pin: "M6 2.5h4l-.5 4.2 2 2.3h-7l2-2.3zM8 9v4.5",
  previous: "M10 3.5L5.5 8l4.5 4.5",
  queue: "M2.5 4h8M2.5 8h6M2.5 12h4M12.5 6.5v6M10 10l2.5 2.5L15 10",
  quote: "M3 11V7.5A3.5 3.5 0 0 1 6.5 4M3 8h3v3H3zM9.5 11V7.5A3.5 3.5 0 0 1 13 4M9.5 8h3v3h-3z",
  receipt: "M3.5 2.5h9v11l-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1zM6 5.5h4M6 8h4",
  refresh: "M12.8 8a4.8 4.8 0 1 1-1.3-3.3M11.7 2v2.8H8.9",
  redo: "M11.5 3l2.5 2.5-2.5 2.5M14 5.5H6.2a3.7 3.7 0 0 0 0 7.4H10",
  send: "M2.5 8h9M8 4l4 4-4 4",
  sliders: "M2 5h6M12 5h2M2 11h2M8 11h6M10 3v4M6 9v4",
  text: "M3 4h10M3 7h10M3 10h7M3 13h9",
  trash: "M3 4.5h10M6.2 4.5V3h3.6v1.5M4.2 4.5l.6 8.5h6.4l.6-8.5M6.8 7v3.8M9.2 7v3.8",
  undo: "M4.5 3L2 5.5 4.5 8M2 5.5h7.8a3.7 3.7 0 0 1 0 7.4H6",
  warning: "M8 2.5L14 13H2zM8 6.3v3.4M8 11.2v.3",
  "zoom-in": "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14M7 5v4M5 7h4",
  "zoom-out": "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14M5 7h4",
  stop: "M4.5 4.5h7v7h-7z",
} as const;

export function icon(name: keyof typeof paths): TemplateResult {
  return svg`<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${paths[name]} /></svg>`;
}

/** A button that shows nothing but an icon; `title` says what a click does. */
export function iconButton(
  glyph: keyof typeof paths,
  name: string,
  onClick: (event: Event) => void,
  title = name,
): TemplateResult {
  return html`<button
    type="button"
    class="icon"
    aria-label=${name}
    title=${title}
    @click=${onClick}
  >
    ${icon(glyph)}
  </button>`;
}
