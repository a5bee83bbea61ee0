import { render } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";
import { listenToAnswers, runCodeBlockCommand } from "./answerActions.ts";
import { showGrowth } from "./answerText.ts";
import { chatView } from "./chatView.ts";
import { Composer } from "./composer.ts";
import { EarlierMessages } from "./earlierMessages.ts";
import { keepFocus } from "./focusKeeper.ts";
import { HistoryPane } from "./history/historyPane.ts";
import { fileLinks } from "./fileLinks.ts";
import { FindBar } from "./findBar.ts";
import { colours } from "./highlight/colours.ts";
import { ContextMeter } from "./contextMeter.ts";
import { connect } from "./hostLink.ts";
import { lateDrawing } from "./lateDrawing.ts";
import { ParametersPanel } from "./parametersPanel.ts";
import { MediaIntake } from "./media/mediaIntake.ts";
import { PendingMedia } from "./media/pendingMedia.ts";
import { Pictures } from "./media/pictures.ts";
import { ScrollFollower } from "./scrollFollower.ts";
import { Quote } from "./quote.ts";
import { ReadingPlace } from "./readingPlace.ts";
import { Revealer } from "./revealer.ts";
import { openDialogs } from "./receipt/receiptDialog.ts";
import { registerToolkit } from "./toolkit.ts";

registerToolkit();

const app = document.getElementById("app") ?? document.body;
/** Whatever is asked of the host, it knows what has been typed by then. */
const post = (intent: Intent, transfer?: Transferable[]): void => {
  composer.tellDraft();
  link.post(intent, transfer);
};
/**
 * A question goes out with what was attached before it, as the picture editor left it. Where one of that was refused,
 * nothing is asked: what was written stays at the composer, below the reason, and a ready prompt has to be chosen again.
 */
const ask = (intent: Intent): void => {
  composer.tellDraft();
  const { conversationId } = composer;
  void intake.whenDone().then((isWhole) => {
    // A ready prompt asks in the chat that is shown, which may be another one by now.
    const isHere = intent.type === "send" || conversationId === composer.conversationId;
    if (!isWhole || !isHere) return undefined;
    if (intent.type === "takeCompletion") composer.noteAsked();
    return link.post(intent);
  });
};
const parameters = new ParametersPanel(post, () => link.redraw());
const meter = new ContextMeter(post, () => link.redraw());
const pending = new PendingMedia(() => link.redraw());
const composer = new Composer({
  post,
  ask,
  parameters,
  meter,
  pending,
  pictures: {
    edit: (picture) => void intake.edit(picture),
    hasOriginal: ({ sha256 = "" }) => pictures.hasOriginal(sha256),
  },
  redraw: () => link.redraw(),
});
const follower = new ScrollFollower();
const history = new HistoryPane(post);
const earlier = new EarlierMessages(() => link.redraw());
const quote = new Quote(app, (text) => composer.append(text));
const revealer = new Revealer(app, () => follower.leaveEnd());
const link = connect({
  growth(added) {
    if (!showGrowth(added)) return false;
    find.refreshSoon();
    follower.afterGrowth();
    return true;
  },
  state(state) {
    find.refreshSoon();
    const restoreFocus = keepFocus(app, () => composer.focus());
    render(chatView(state, { composer, parameters, meter, post, follower, history, earlier }), app);
    composer.update(state);
    openDialogs(app);
    history.afterRender(app, state);
    // What the history lay over can take the keyboard again.
    restoreFocus();
    follower.afterRender(app, state);
    lateDrawing.afterRender();
    place.afterRender(state);
    revealer.afterRender();
    pictures.afterRender();
    prepareToDraw(state);
  },
  signal(signal) {
    switch (signal.type) {
      case "focusComposer":
        return composer.focus();
      case "goToComposer":
        return document.hasFocus() ? composer.focus() : undefined;
      case "openParameters":
        return parameters.open();
      case "quote":
        return quote.quote();
      case "openContext":
        return meter.open();
      case "revealMessage":
        return revealer.reveal(signal.id);
      case "codeBlock":
        return runCodeBlockCommand(app, signal.command, post);
      case "tokens":
        colours.show(signal);
        return find.refreshSoon();
      case "files":
        return fileLinks.show(signal);
      case "recolour":
        return colours.recolour();
      case "prepareMedia":
        return intake.receive(signal);
      case "drawCode":
        return intake.draw(signal.picture);
      case "picture":
        return pictures.receive(signal);
    }
  },
});

const find = new FindBar(app);
find.listen();

const place = new ReadingPlace({
  root: app,
  saved: link.saved,
  save: link.savePlace,
  isAtEnd: () => follower.following,
  leaveEnd: () => follower.leaveEnd(),
});

let isReadyToDraw = false;
/** Where code is attached, a picture of it may be next: what draws it is loaded when there is time. */
function prepareToDraw({ draft }: ViewState): void {
  if (isReadyToDraw || draft.attachments.length === 0) return;
  isReadyToDraw = true;
  requestIdleCallback(() => void import("./codePicture/codePictures.ts"));
}

const pictures = new Pictures(document, post);
const intake = new MediaIntake({
  post,
  pictures,
  pending,
  conversationId: () => composer.conversationId,
});
listenToAnswers(app, post);
colours.connect(post);
fileLinks.connect(post);
quote.listen();
lateDrawing.listen(app);

const hasKeyboard = (): void => link.post({ type: "focus", inside: true });
if (document.hasFocus()) hasKeyboard();
window.addEventListener("focus", hasKeyboard);
window.addEventListener("blur", () => post({ type: "focus", inside: false }));
window.addEventListener("pagehide", () => composer.tellDraft());
document.addEventListener("keydown", (event) => {
  // Escape of an input method ends its composition and nothing else.
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  // It closes the dialog, wherever the keyboard is.
  if (document.querySelector("dialog[open]") !== null) return;
  if (history.close()) return;
  post({ type: "stop" });
});
