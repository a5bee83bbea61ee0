import * as vscode from "vscode";
import { createComplete } from "./api/completion.ts";
import type { Conversation } from "./core/conversation.ts";
import { unseenBy } from "./core/eyes.ts";
import { redactKeys } from "./api/redact.ts";
import { checkApiKey, clearApiKey, setApiKey, tellIfForgotten } from "./host/apiKeyCommands.ts";
import { ApiKeys } from "./host/apiKeys.ts";
import { ChatHistory } from "./host/chatHistory.ts";
import { Chats } from "./host/chats.ts";
import { registerChatCommands } from "./host/chatView/chatCommands.ts";
import { ChatViews } from "./host/chatView/chatViews.ts";
import { Attacher } from "./host/context/attacher.ts";
import { registerCodeActions } from "./host/context/codeActions.ts";
import { attachDropped, registerContextCommands } from "./host/context/commands.ts";
import { LastEditor } from "./host/context/lastEditor.ts";
import { SelectionOffer } from "./host/context/selectionOffer.ts";
import { revealAttachment } from "./host/context/reveal.ts";
import { SentRequests } from "./host/receipts/sentRequests.ts";
import { registerCodePictureCommand } from "./host/media/codePictureCommand.ts";
import { registerMediaCommands } from "./host/media/mediaCommands.ts";
import { PictureSources } from "./host/media/pictureSources.ts";
import { registerScreenshotCommand } from "./host/screenshot/screenshotCommand.ts";
import { ServerAccess } from "./host/serverAccess.ts";
import { summarizeOldest } from "./host/summarize.ts";
import { copyReport, failureMessages } from "./host/copyReport.ts";
import { once } from "./host/once.ts";
import { openLink } from "./host/links.ts";
import { Highlighter } from "./host/highlight/highlighter.ts";
import { backUpHistory, restoreHistory } from "./host/backupCommands.ts";
import { exportChat, pickAndImportChat } from "./host/exchangeCommands.ts";
import { openLog } from "./host/log.ts";
import { writeCommitMessage } from "./host/commitMessage/writeCommitMessage.ts";
import { editSelection } from "./host/editSelection/editSelection.ts";
import { registerVSCodeChat } from "./host/vscodeChat/register.ts";
import { ModelCatalog } from "./host/models/modelCatalog.ts";
import { selectModel } from "./host/models/selectModel.ts";
import { inputKinds } from "./shared/model.ts";
import { chatDefaults } from "./host/requestDefaults.ts";
import { buildRequest } from "./host/requests.ts";
import { logParameterFaults, onSettingsChange, settings } from "./host/settings.ts";
import { ApplyPreview } from "./host/code/applyPreview.ts";
import { CodeBlockActions, registerCodeBlockCommands } from "./host/code/codeBlockActions.ts";
import { openConversationStore } from "./host/conversationStore.ts";
import { warnOfUncheckedTls } from "./host/tlsWarning.ts";
import { StoreBanner } from "./host/storeBanner.ts";
import { showError } from "./host/notices.ts";

/** The composition root: builds the parts, wires them, registers them. A failure is shown, then rethrown. */
export function activate(context: vscode.ExtensionContext): void {
  try {
    start(context);
  } catch (error) {
    void showError(vscode.l10n.t("Eigen AI Chat could not start: {0}", String(error)));
    throw error;
  }
}

/** The last words reach the disk; what VS Code doesn't wait for was written within the last second. */
export async function deactivate(): Promise<void> {
  await close?.();
}

let close: (() => Promise<void>) | undefined;

function start({
  extension,
  extensionUri,
  globalStorageUri,
  globalState,
  secrets,
  subscriptions,
}: vscode.ExtensionContext): void {
  const startedAt = performance.now();
  const keys = new ApiKeys(secrets, globalState);
  const server = new ServerAccess(keys);
  const ownKeys = () => keys.known();
  const log = openLog((text) => redactKeys(text, ownKeys()));
  const store = openConversationStore(extensionUri, globalStorageUri, log);
  const catalog = new ModelCatalog(globalState);
  const sent = new SentRequests();
  const warnOfTlsOnce = once(warnOfUncheckedTls);
  const complete = sent.watch(
    createComplete(async () => {
      warnOfTlsOnce();
      // A question may be what starts the extension, before the key was read.
      if (server.apiKey() === undefined) await server.refresh();
      return server.endpoint();
    }),
  );
  const version = String(extension.packageJSON.version);
  const showFailure = failureMessages(version, ownKeys);
  const tellIfForgottenOnce = once(() => void tellIfForgotten(keys, showFailure));
  const requestDefaults = () => ({ ...chatDefaults(), model: catalog.find(settings.model()) });
  const requestOf = (conversation: Conversation) =>
    buildRequest(conversation, catalog.find(conversation.model), store);
  const hasKey = () => server.endpoint().apiKey !== undefined;
  const chats = new Chats(
    {
      complete,
      store,
      buildRequest: requestOf,
      canAsk: ({ attachments }, { model }) =>
        hasKey() && unseenBy(catalog.find(model), attachments).length === 0,
      onStoreError: (error) => log.error("A write to the history failed", error),
    },
    chatDefaults,
  );
  const modelName = (id: string) => catalog.find(id).name ?? id;
  const history = new ChatHistory(store, chats, modelName, () => view.controllers());
  const pictureSources = new PictureSources();
  const banner = new StoreBanner(
    store,
    () => void view.forEach((controller) => controller.bannerChanged()),
  );
  const asking = {
    complete,
    defaults: requestDefaults,
    ownKeys,
    hasKey: async () => {
      await server.refresh();
      return hasKey();
    },
    showFailure,
  };
  const lastEditor = new LastEditor();
  const editor = () => lastEditor.current;
  const selection = new SelectionOffer(editor, ownKeys, () => view.isOpen);
  const view = new ChatViews({
    extensionUri,
    log,
    chats,
    sent,
    buildRequest: requestOf,
    banner,
    hasKey,
    model: (id) => catalog.find(id),
    models: () => catalog.list(),
    retryWithoutParameter: (chat, answerId) => void catalog.retryWithoutParameter(chat, answerId),
    summarize: (chat) =>
      void summarizeOldest(chat, { complete, buildRequest: requestOf, showFailure }),
    copyReport: (answer) => void copyReport(answer, version, ownKeys()),
    openLink: (url) => void openLink(url),
    highlight: (intent, page) => void highlighter.highlight(intent, page),
    useCode: (intent, messages) => void codeBlocks.use(intent, messages),
    history,
    selection,
    opened: () => {
      selection.lookSoon();
      tellIfForgottenOnce();
    },
    refreshAttachment: (chat, id) => void attacher.refresh(chat, id),
    sendProblems: (chat, id, isSent) => attacher.sendProblems(chat, id, isSent),
    recheckAttachments: (chat) => void attacher.recheck(chat),
    revealAttachment: (attachment) => void revealAttachment(attachment, editor()),
    editor,
    attach: async (code, chat) => (await attacher.attach(code, chat)) === code.length,
    attachUris: (uris) => attachDropped(uris),
    store,
    shown: (source) => pictureSources.find(source),
  });
  const attacher = new Attacher(
    { current: async () => (await view.controller).chat, all: () => chats.live },
    ownKeys,
  );
  const highlighter = new Highlighter(
    vscode.Uri.joinPath(extensionUri, "dist", "tokens.cjs").fsPath,
    () => void view.forEach((controller) => controller.signal({ type: "recolour" })),
    log,
  );
  const applyPreview = new ApplyPreview(editor);
  const codeBlocks = new CodeBlockActions(applyPreview, editor);
  close = async () => {
    await chats.flush();
    await store.close();
  };
  const refreshKey = async () => {
    await server.refresh();
    await view.forEach((controller) => controller.keyChanged());
  };
  const showOptions = () => void view.forEach((controller) => controller.optionsChanged());
  const chooseModel = async (needs: unknown) => {
    const { chat } = await view.controller;
    const id = await selectModel(chat.conversation.model, {
      catalog,
      complete,
      apiKey: () => server.apiKey(),
      showFailure,
      needs: Array.isArray(needs) ? inputKinds.filter((kind) => needs.includes(kind)) : [],
    });
    if (id === undefined) return;
    chat.update({ model: id });
    await catalog.used(id);
  };
  subscriptions.push(
    keys,
    log,
    view,
    catalog,
    history,
    banner,
    keys.onDidChange(() => void refreshKey()),
    onSettingsChange(["baseUrl"], () => void refreshKey()),
    lastEditor,
    selection,
    selection.onDidChange(() => {
      void view.forEach(({ draft }) => draft.selectionChanged());
      if (view.isOpen)
        for (const { languageId } of selection.current) highlighter.prepare(languageId);
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const changed = new Set(uris.map(String));
      void view.forEach(({ draft }) => draft.problemsChanged(changed));
    }),
    applyPreview,
    highlighter,
    registerCodeBlockCommands(view),
    attacher,
    registerContextCommands({ attacher, view, editor }),
    registerMediaCommands(view),
    registerCodePictureCommand({
      view,
      editor,
      sources: pictureSources,
      ownKeys,
      colours: (languageId, text) => highlighter.colours(languageId, text),
    }),
    registerScreenshotCommand({
      view,
      editor,
      sources: pictureSources,
      ownKeys,
      isElsewhere: runsElsewhere(extension),
    }),
    registerCodeActions(),
    registerVSCodeChat({
      extension,
      memory: globalState,
      catalog,
      ...asking,
      onKeyChange: keys.onDidChange,
      log,
    }),
    catalog.onDidChange(showOptions),
    logParameterFaults(log),
    onSettingsChange(["model", "parameters", "systemPrompt"], () => chats.defaultsChanged()),
    onSettingsChange(["parameters", "systemPrompt", "presets"], showOptions),
    command("openChat", () => view.reveal()),
    registerChatCommands(view),
    command("exportChat", async () =>
      exportChat((await view.controller).chat.conversation, store, modelName),
    ),
    command("importChat", async () => {
      const chat = await pickAndImportChat(chats, store);
      if (chat !== undefined) (await view.reveal()).show(chat);
    }),
    command("quoteSelection", async () => (await view.controller).signal({ type: "quote" })),
    command("backUpHistory", () => backUpHistory(store)),
    command("restoreHistory", async () => {
      await restoreHistory(store);
      await view.forEach((controller) => void controller.history.refresh());
    }),
    command("stop", () => view.stop()),
    command("editSelection", () => editSelection(asking, applyPreview, editor())),
    vscode.commands.registerCommand("eigen.writeCommitMessage", (sourceControl: unknown) =>
      writeCommitMessage(asking, sourceControl),
    ),
    vscode.commands.registerCommand("eigen.selectModel", chooseModel),
    command("editParameters", async () => (await view.reveal()).signal({ type: "openParameters" })),
    command("setApiKey", () => setApiKey(keys, showFailure)),
    command("checkApiKey", () => checkApiKey(keys, showFailure)),
    command("clearApiKey", () => clearApiKey(keys)),
    command("copyAsCurl", () => sent.copyLast()),
    command("showLog", () => log.show()),
  );
  void refreshKey();
  log.info(`Started in ${(performance.now() - startedAt).toFixed(1)} ms.`);
}

/** Whether the extension host is on another machine than the screen, or VS Code itself is in a browser. */
function runsElsewhere({ extensionKind }: vscode.Extension<unknown>): boolean {
  const { remoteName, uiKind } = vscode.env;
  const isRemote = remoteName !== undefined && extensionKind === vscode.ExtensionKind.Workspace;
  return isRemote || uiKind === vscode.UIKind.Web;
}

function command(name: string, run: () => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(`eigen.${name}`, run);
}
