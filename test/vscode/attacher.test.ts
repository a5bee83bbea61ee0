import * as assert from "node:assert/strict";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { CodeAttachment } from "../../src/core/attachment.ts";
import { attachedTo } from "../../src/core/draft.ts";
import type { Chat } from "../../src/core/chat.ts";
import { redact, secretsIn } from "../../src/core/secrets.ts";
import { Attacher } from "../../src/host/context/attacher.ts";
import { codeIn, wholeDocument } from "../../src/host/context/selection.ts";
import { emptyChats } from "../emptyChats.ts";
import { pressing } from "./dialogs.ts";
import { until } from "./until.ts";

const { Position, Range, Uri } = vscode;

suite("Attached code", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const file = Uri.joinPath(folder, "web", "attached.ts");
  const secret = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
  const text = `let one = 1;\nlet token = "${secret}";\nlet three = 3;\n`;
  const chats = emptyChats();
  const shown = chats.create();
  const behind = chats.create();
  const attacher = new Attacher({ current: async () => shown, all: () => chats.live }, () => []);
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
  });
  suiteTeardown(async () => {
    attacher.dispose();
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(file);
  });

  test("is marked once it is not what stands there any more, in chats that are not shown too", async () => {
    const whole = wholeDocument(document);
    const part = codeIn(document, new Range(0, 4, 0, 7));
    const line = codeIn(document, new Range(2, 0, 2, 14));
    const { secrets } = await secretsIn(whole, []);
    const redacted = { ...codeIn(document, new Range(1, 0, 1, 60)), id: "redacted" };
    const hidden = { ...whole, id: "hidden", text: redact(whole.text, secrets) };
    shown.setDraft("", [
      whole,
      part,
      line,
      { ...redacted, text: redact(redacted.text, (await secretsIn(redacted, [])).secrets) },
    ]);
    behind.setDraft("", [hidden]);
    assert.ok(secrets.length > 0 && !JSON.stringify(behind.conversation).includes(secret));

    await insert(document.lineCount - 1, 0, "function four() {}\n");
    await isOutdated(behind, hidden.id, true);
    assert.deepEqual(outdated(shown), [whole.id]);

    await insert(0, 0, "// above\n");
    await until(
      () => lineOf(shown, line.id),
      (first) => first === 4,
    );
    assert.deepEqual(outdated(shown), [whole.id]);

    await insert(3, 14, " // it is");
    await isOutdated(shown, line.id, true);
    await insert(1, 12, " // and here");
    await insert(2, 5, "en = 0, tok");
    await isOutdated(shown, redacted.id, true);
    assert.deepEqual(outdated(shown), [whole.id, line.id, redacted.id]);
    assert.equal(lineOf(shown, part.id), 2);
  });

  test("is refused where it is over 1 MB, also when it has grown since", async () => {
    const code = codeIn(document, new Range(2, 0, 2, 14));
    const long = { ...code, id: "long", text: "x".repeat(1_000_001) };
    shown.setDraft("", []);
    const [refusal] = await pressing(undefined, async () => {
      assert.equal(await attacher.prepare([code, long], { problems: false }), undefined);
      assert.equal(await attacher.attach([long]), 0);
      assert.equal(await attacher.attach([code, long]), 1);
    });
    assert.match(refusal?.text ?? "", /is over 1 MB/);
    assert.deepEqual(
      shown.conversation.draft.attachments.map(({ id }) => id),
      [code.id],
    );

    const content = "let a = 1;\n".repeat(100_000);
    const grown = await vscode.workspace.openTextDocument({ content });
    await vscode.window.showTextDocument(grown);
    const { lines, ...whole } = wholeDocument(grown);
    shown.setDraft("", [{ ...whole, id: "grown", text: "let a = 1;\n", outdated: true }]);
    const [again] = await pressing(undefined, () => attacher.refresh(shown, "grown"));
    assert.match(again?.text ?? "", /is over 1 MB/);
    assert.deepEqual(outdated(shown), ["grown"]);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("finds its lines again where an undo brings them back after they were cut", async () => {
    const lines = codeIn(document, new Range(1, 0, 2, document.lineAt(2).text.length));
    shown.setDraft("", [lines]);
    await applied((edit) => edit.delete(file, new Range(1, 0, 3, 0)));
    await isOutdated(shown, lines.id, true);
    await insert(0, 0, "// above\n");
    await vscode.commands.executeCommand("undo");
    await vscode.commands.executeCommand("undo");
    await isOutdated(shown, lines.id, false);
    assert.deepEqual(codeOf(shown)[0]?.lines, lines.lines);
  });

  test("follows edits also where it waits: in the queue, and put aside while another question is edited", async () => {
    const kept = codeIn(document, new Range(0, 0, 0, 5));
    const waiting = codeIn(document, new Range(0, 0, 0, 5));
    shown.changeDraft(() => ({
      text: "",
      attachments: [],
      edits: { questionId: "q", kept: { text: "", attachments: [kept] } },
      queue: [{ id: "next", text: "", attachments: [waiting] }],
    }));
    const all = () => attachedTo(shown.conversation.draft).map((one) => Object(one));
    const lines = kept.lines?.start ?? 0;
    await insert(0, 0, "// above\n");
    const starts = await until(
      () => all().map((one) => one.lines.start),
      (found) => found.every((start) => start === lines + 1),
    );
    assert.deepEqual(starts, [lines + 1, lines + 1]);
    await insert(lines, 2, "changed");
    const marks = await until(
      () => all().map(({ outdated }) => outdated),
      (found) => found.every(Boolean),
    );
    assert.deepEqual(marks, [true, true]);
    await vscode.commands.executeCommand("undo");
    await vscode.commands.executeCommand("undo");
  });

  test("is looked at again when its chat is shown, and refreshed from its file; a file that is gone is named", async () => {
    await document.save();
    const kept = Uri.joinPath(folder, "web", "kept.ts");
    await vscode.workspace.fs.writeFile(kept, Buffer.from("now\n"));
    const code: CodeAttachment = {
      kind: "code",
      id: "kept",
      path: "web/kept.ts",
      uri: kept.toString(),
      languageId: "typescript",
      text: "then\n",
    };
    shown.setDraft("", [code, { ...code, id: "same", text: "now\n", outdated: true }]);
    await attacher.recheck(shown);
    assert.deepEqual(outdated(shown), ["kept"]);
    await attacher.refresh(shown, "kept");
    assert.deepEqual(outdated(shown), []);
    assert.ok(shown.conversation.draft.attachments.every((one) => Object(one).text === "now\n"));

    const gone = Uri.joinPath(folder, "web", "gone.ts").toString();
    shown.setDraft("", [{ ...code, path: "web/gone.ts", uri: gone }]);
    await attacher.recheck(shown);
    assert.deepEqual(outdated(shown), ["kept"]);
    const told = await pressing(undefined, () => attacher.refresh(shown, "kept"));
    assert.deepEqual(
      told.map(({ text }) => text),
      ["web/gone.ts is not there any more."],
    );
    await vscode.workspace.fs.delete(kept);
  });

  test("is asked about piece by piece: what is refused stays out, and that is said", async () => {
    const plain = { kind: "code", id: "plain", path: "a.ts", languageId: "typescript" } as const;
    const code = [
      { ...plain, id: "secret", path: "secret.ts", text: secret },
      { ...plain, text: "let a;" },
    ];
    shown.setDraft("", []);
    const told = await pressing(undefined, () => attacher.attach(code));
    assert.deepEqual(
      codeOf(shown).map(({ id }) => id),
      ["plain"],
    );
    assert.deepEqual(
      told.map(({ text }) => text),
      ["secret.ts seems to hold secrets. Attach it?", "Not attached: secret.ts"],
    );
    await pressing(undefined, async () => {
      assert.equal(await attacher.prepare(code, { problems: false }), undefined);
    });
  });

  test("is found where an edit moved it while the user was asked about it; what was cut is not refreshed", async () => {
    const content = "one\ntwo\nthree\nfour";
    const untitled = await vscode.workspace.openTextDocument({ content });
    const { uri } = untitled;
    const lines = codeIn(untitled, new Range(2, 0, 3, 4));
    await applied((edit) => edit.insert(uri, new Position(0, 0), "zero\n"));
    shown.setDraft("", []);
    assert.equal(await attacher.attach([lines]), 1);
    await until(
      () => lineOf(shown, lines.id),
      (first) => first === 4,
    );
    assert.equal(lineOf(shown, lines.id), 4);
    assert.deepEqual(outdated(shown), []);

    await applied((edit) => edit.insert(uri, new Position(1, 0), "half\n"));
    await applied((edit) => edit.delete(uri, new Range(3, 3, 5, 4)));
    await isOutdated(shown, lines.id, true);
    const told = await pressing(undefined, () => attacher.refresh(shown, lines.id));
    assert.match(told[0]?.text ?? "", /^These lines of .+ are not there any more\.$/);
    assert.deepEqual(
      codeOf(shown).map((one) => one.text),
      ["three\nfour"],
    );
  });

  test("goes with what is reported in it by now, without the secrets that it is not sent with", async () => {
    const content = "one\ntwo\nthree";
    const untitled = await vscode.workspace.openTextDocument({ content });
    const { uri } = untitled;
    const lines = codeIn(untitled, new Range(1, 0, 2, 5));
    const reported = vscode.languages.createDiagnosticCollection("attached");
    const report = (line: number) =>
      reported.set(uri, [new vscode.Diagnostic(new Range(line, 0, line, 3), `Not ${secret}!`)]);
    const becomes = async (expected: readonly string[]) => {
      const found = await until(
        () => codeOf(shown)[0]?.problems?.map(({ line, message }) => `${line} ${message}`),
        (problems) => String(problems) === String(expected),
      );
      assert.deepEqual(found, expected);
    };
    report(1);
    shown.setDraft("", [lines]);
    await attacher.sendProblems(shown, lines.id, true);
    await becomes(["2 Not REDACTED!"]);
    await applied((edit) => edit.insert(uri, new Position(0, 0), "zero\n"));
    await becomes(["3 Not REDACTED!"]);
    report(3);
    await becomes(["4 Not REDACTED!"]);
    reported.clear();
    await becomes([]);

    report(2);
    const [asked] = await pressing("Redact and Send", async () => {
      const prepared = await attacher.prepare([lines], { problems: true });
      assert.ok(prepared !== undefined && !JSON.stringify(prepared).includes(secret));
    });
    assert.deepEqual(asked?.buttons, ["Redact and Send", "Send as It Is"]);
    reported.dispose();
  });

  test("goes along when its file, or the folder of its file, is renamed", async () => {
    const [before, after] = ["before", "after"].map((name) => Uri.joinPath(folder, "web", name));
    assert.ok(before && after);
    const old = Uri.joinPath(before, "a.ts");
    await vscode.workspace.fs.writeFile(old, Buffer.from("let a;\n"));
    shown.setDraft("", [wholeDocument(await vscode.workspace.openTextDocument(old))]);
    await applied((edit) => edit.renameFile(before, after));
    const path = await until(
      () => codeOf(shown)[0]?.path,
      (found) => found === "web/after/a.ts",
    );
    assert.equal(path, "web/after/a.ts");
    await attacher.recheck(shown);
    assert.deepEqual(outdated(shown), []);
    await vscode.workspace.fs.delete(after, { recursive: true });
  });

  async function insert(line: number, column: number, added: string): Promise<void> {
    await applied((edit) => edit.insert(file, new Position(line, column), added));
  }
});

async function applied(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  change(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function codeOf({ conversation }: Chat): readonly CodeAttachment[] {
  return conversation.draft.attachments.filter((one) => one.kind === "code");
}

function outdated(chat: Chat): readonly string[] {
  return codeOf(chat).flatMap((one) => (one.outdated === true ? [one.id] : []));
}

async function isOutdated(chat: Chat, id: string, expected: boolean): Promise<void> {
  const found = await until(
    () => outdated(chat).includes(id),
    (is) => is === expected,
  );
  assert.equal(found, expected);
}

function lineOf(chat: Chat, id: string): number | undefined {
  return codeOf(chat).find((one) => one.id === id)?.lines?.start;
}
