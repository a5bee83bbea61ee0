import * as assert from "node:assert/strict";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { findExecutable } from "../../dev/debianPackages.ts";
import {
  startDisplay,
  startWindowManager,
  windowInFront,
  type Display,
} from "../../dev/display.ts";
import { start, stop } from "../../dev/processes.ts";
import { PictureSources } from "../../src/host/media/pictureSources.ts";
import { attachScreenshot } from "../../src/host/screenshot/screenshotCommand.ts";
import { mediaFacts } from "../../src/shared/mediaFacts.ts";
import type { Signal } from "../../src/shared/protocol.ts";

const programs = ["Xvfb", "evilwm", "import", "xmessage", "xprop"];
const isComplete = programs.every((program) => findExecutable(program) !== undefined);

/** The command, but for the question where it runs: here that would be a browser. */
(isComplete ? suite : suite.skip)(`Screenshots (needs ${programs.join(", ")})`, () => {
  let display: Display;
  const before = process.env["DISPLAY"];
  const started: ReturnType<typeof start>[] = [];

  suiteSetup(async () => {
    display = await startDisplay(800, 600);
    process.env["DISPLAY"] = display.name;
    started.push(startWindowManager(process.env));
    started.push(start("xmessage", ["-geometry", "300x200+250+200", "Hello"]));
    await windowInFront(process.env);
  });
  suiteTeardown(async () => {
    if (before === undefined) delete process.env["DISPLAY"];
    else process.env["DISPLAY"] = before;
    for (const child of started.toReversed()) await stop(child);
    await display.close();
  });

  test("capture a real window and know the code that was in the editor", async () => {
    const [uri] = await vscode.workspace.findFiles("web/greet.ts");
    assert.ok(uri);
    await vscode.window.showTextDocument(uri);
    const sources = new PictureSources();
    const signal = await screenshotOf("window", sources);
    assert.equal(signal.type, "prepareMedia");
    const { kind, ...facts } = mediaFacts(signal.bytes);
    assert.equal(kind, "image");
    assert.deepEqual(facts, { mime: "image/png", width: 300, height: 200, orientation: 1 });
    assert.ok(signal.source);
    const shown = sources.find(signal.source);
    assert.equal(shown?.isSent, true);
    assert.equal(shown.code.path, "web/greet.ts");
    assert.equal(shown.code.lines?.start, 1);
    assert.match(shown.code.text, /^export interface Visitor/);
  });

  test("capture the screen, of which nobody knows what it shows", async () => {
    const signal = await screenshotOf("screen", new PictureSources());
    const facts = mediaFacts(signal.bytes);
    assert.deepEqual(facts.kind === "image" && [facts.width, facts.height], [800, 600]);
    assert.equal(signal.source, null);
  });
});

/** Answers the list with the target, and waits until there is a picture. */
async function screenshotOf(
  target: "window" | "screen",
  sources: PictureSources,
): Promise<Extract<Signal, { readonly type: "prepareMedia" }>> {
  const signals: Signal[] = [];
  const view = {
    show: async () => ({ signal: (one: Signal) => void signals.push(one) }),
    reveal: async () => assert.fail("There is nothing to paste."),
  };
  const { showQuickPick } = vscode.window;
  const pick = async (items: readonly { readonly target?: unknown }[]) =>
    items.find((item) => item.target === target);
  Reflect.set(vscode.window, "showQuickPick", pick);
  try {
    await attachScreenshot({
      view,
      editor: () => vscode.window.activeTextEditor,
      sources,
      ownKeys: () => [],
      isElsewhere: false,
    });
  } finally {
    Reflect.set(vscode.window, "showQuickPick", showQuickPick);
  }
  const [signal] = signals;
  assert.equal(signal?.type, "prepareMedia");
  return signal;
}
