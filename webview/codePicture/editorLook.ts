import type { Row } from "./layout.ts";

/** How the editor looks: CSS colours, and its font at its size in CSS pixels. */
export interface EditorLook {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly fontWeight: string;
  readonly background: string;
  readonly foreground: string;
  readonly lineNumber: string;
  readonly selection: string;
  /** In themes of high contrast selections are framed, so that every colour can be read on them. */
  readonly selectionFrame: string | undefined;
  readonly severities: Readonly<Record<Exclude<Row["kind"], "code">, string>>;
}

/** Smaller code can't be read off a picture. */
const leastFontSize = 12;

/** The editor's look, from the variables that VS Code gives every webview. */
export function editorLook(): EditorLook {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string, otherwise: string) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const foreground = value("editor-foreground", "#1f1f1f");
  const frame = value("contrastActiveBorder", "");
  return {
    fontFamily: value("editor-font-family", "monospace"),
    fontSize: Math.max(leastFontSize, Number.parseFloat(value("editor-font-size", "14")) || 14),
    fontWeight: value("editor-font-weight", "normal"),
    background: value("editor-background", "#ffffff"),
    foreground,
    // The other line numbers are hard to read even on a screen.
    lineNumber: value("editorLineNumber-activeForeground", foreground),
    selection: value("editor-selectionBackground", "#add6ff80"),
    selectionFrame: frame === "" ? undefined : frame,
    severities: {
      error: value("editorError-foreground", "#e51400"),
      warning: value("editorWarning-foreground", "#bf8803"),
      information: value("editorInfo-foreground", "#1a85ff"),
      hint: value("editorHint-foreground", "#6c6c6c"),
    },
  };
}
