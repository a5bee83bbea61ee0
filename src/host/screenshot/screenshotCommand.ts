import { commands, l10n, window, type Disposable, type TextEditor } from "vscode";
import type { Shown } from "../../core/attachment.ts";
import type { Signal } from "../../shared/protocol.ts";
import { mayBeSeen } from "../context/secretsGate.ts";
import { codeWithProblems, visibleLines } from "../context/visibleCode.ts";
import type { PictureSources } from "../media/pictureSources.ts";
import { capture, type Capture } from "./capture.ts";
import type { CaptureTarget } from "./tools.ts";
import { showInformation } from "../notices.ts";

export interface ScreenshotParts {
  readonly view: {
    readonly show: () => Promise<{ readonly signal: (signal: Signal) => void }>;
    readonly reveal: () => Promise<unknown>;
  };
  /** The editor that the user was in last, also while the keyboard is in a chat beside it. */
  readonly editor: () => TextEditor | undefined;
  readonly sources: PictureSources;
  readonly ownKeys: () => readonly string[];
  /** Whether the user's screen belongs to another machine than the one the extension runs on, or to a browser. */
  readonly isElsewhere: boolean;
}

export function registerScreenshotCommand(parts: ScreenshotParts): Disposable {
  return commands.registerCommand("eigen.attachScreenshot", () => attachScreenshot(parts));
}

/** Asks what to capture, and attaches it; of the window with the code in it as text beside the picture. */
export async function attachScreenshot(parts: ScreenshotParts): Promise<void> {
  if (parts.isElsewhere)
    return offerInstead(
      parts,
      l10n.t(
        "Eigen AI Chat runs in a browser or on another machine than your screen, so it can't take a screenshot. Take one yourself and paste it into the chat, or attach a picture of the code.",
      ),
    );
  const target = await pickTarget();
  if (target === undefined) return;
  const inFront = parts.editor();
  const editors = target === "region" ? [] : window.visibleTextEditors;
  const seen = editors.map((editor) => ({
    code: codeWithProblems(editor.document, visibleLines(editor)),
    isInFront: editor === inFront,
  }));
  const result = await capture(target, { platform: process.platform, env: process.env });
  if (result.type === "cancelled") return;
  if (result.type !== "captured") return offerInstead(parts, reason(result));
  let shown: Shown | undefined;
  for (const { code: visible, isInFront } of seen) {
    const code = await mayBeSeen(visible, parts.ownKeys());
    if (code === undefined) return;
    // Where the user pointed at a window, it may be any.
    if (target === "window" && isInFront) shown = { code, isSent: result.isFrontWindow };
  }
  const source = shown === undefined ? null : { id: parts.sources.keep(shown), lines: null };
  const time = new Date().toTimeString().slice(0, 8).replaceAll(":", ".");
  const name = l10n.t("Screenshot {0}", time);
  const controller = await parts.view.show();
  controller.signal({ type: "prepareMedia", name, bytes: result.png, source });
}

/** How long VS Code takes to clear the list away, in milliseconds: it should not be on the picture. */
const listGoneMs = 300;

async function pickTarget(): Promise<CaptureTarget | undefined> {
  const items: readonly { readonly label: string; readonly target: CaptureTarget }[] = [
    { label: `$(window) ${l10n.t("Window")}`, target: "window" },
    { label: `$(screen-cut) ${l10n.t("Region")}`, target: "region" },
    { label: `$(screen-full) ${l10n.t("Screen")}`, target: "screen" },
  ];
  const picked = await window.showQuickPick(items, {
    placeHolder: l10n.t("What should the screenshot show?"),
  });
  if (picked !== undefined) await new Promise((resolve) => setTimeout(resolve, listGoneMs));
  return picked?.target;
}

async function offerInstead({ view }: ScreenshotParts, text: string): Promise<void> {
  const paste = l10n.t("Open Chat to Paste");
  const codePicture = l10n.t("Attach Picture of Code");
  const choice = await showInformation(text, paste, codePicture);
  if (choice === paste) await view.reveal();
  if (choice === codePicture) await commands.executeCommand("eigen.attachCodePicture");
}

function reason(result: Exclude<Capture, { type: "captured" } | { type: "cancelled" }>): string {
  switch (result.type) {
    case "no-screen":
      return l10n.t("There is no screen here to take a screenshot of. Paste a picture instead.");
    case "no-tool":
      return l10n.t(
        "No program for screenshots was found. Install one of {0}, or paste a picture.",
        result.programs.join(", "),
      );
    case "timeout":
      return l10n.t("The screenshot took too long, and was given up.");
    case "failed":
      return process.platform === "darwin"
        ? l10n.t(
            "macOS refused the screenshot ({0}). Allow it for Visual Studio Code in System Settings > Privacy & Security > Screen Recording.",
            result.message,
          )
        : l10n.t("{0} could not take the screenshot: {1}", result.program, result.message);
  }
}
