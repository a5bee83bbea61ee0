import * as assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type {
  CompletionEnd,
  CompletionEvent,
  CompletionRequest,
} from "../../src/core/completion.ts";
import { answer } from "../../src/host/vscodeChat/participant.ts";
import type { Model } from "../../src/shared/model.ts";
import { pressing } from "./dialogs.ts";

const complete = { type: "complete", totalMs: 1 } as const;
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

suite("@eigen in VS Code's chat", () => {
  suiteSetup(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("sends a picture to a model that may see it, and names it where the model can't", async () => {
    const picture = { mimeType: "image/png", data: () => Promise.resolve(new Uint8Array(png)) };
    const seeing = await asked({ model: { id: "m" }, values: [picture] });
    assert.deepEqual(seeing.requests[0]?.messages, [
      {
        role: "user",
        content: [
          {
            type: "image_url",
            image_url: { url: `data:image/png;base64,${png.toString("base64")}` },
          },
          { type: "text", text: "What is it?" },
        ],
      },
    ]);
    const blind = await asked({ model: { id: "m", input: ["text"] }, values: [picture] });
    assert.deepEqual(blind.requests[0]?.messages, [{ role: "user", content: "What is it?" }]);
    assert.match(
      blind.text.replaceAll("&nbsp;", " "),
      /^Not sent to the model: a picture\n\nHello$/,
    );
  });

  test("says that an answer was cut off, or has no text", async () => {
    const cut = await asked({ end: { type: "cut-off", reason: "length", totalMs: 1 } });
    assert.match(cut.result.errorDetails?.message ?? "", /cut off.*limit of tokens/);
    const thought = await asked({ events: [{ type: "reasoning", text: "Hm." }] });
    assert.match(thought.result.errorDetails?.message ?? "", /thought, but wrote no answer/);
    assert.equal((await asked({})).result.errorDetails, undefined);
  });

  test("shows nothing that turns out to be thinking", async () => {
    const { text } = await asked({
      model: { id: "m", thinking: "always" },
      events: [
        { type: "text", text: "Let me see" },
        { type: "reclassify" },
        { type: "text", text: "42" },
      ],
    });
    assert.equal(text, "42");
  });

  test("asks before a secret leaves: redacted, or not at all", async () => {
    const { uri } = await vscode.workspace.openTextDocument({ content: `const t = "${token}";` });
    const redacting = pressing("Redact and Send", async () => {
      const { requests } = await asked({ values: [uri] });
      assert.match(JSON.stringify(requests), /REDACTED/);
      assert.doesNotMatch(JSON.stringify(requests), new RegExp(token));
    });
    assert.match((await redacting)[0]?.text ?? "", /seems to hold secrets. Send it\?/);
    await pressing(undefined, async () => {
      const { requests, result } = await asked({ values: [uri] });
      assert.deepEqual(requests, []);
      assert.equal(result.errorDetails?.message, "Nothing was sent.");
    });
  });

  test("sends the code of earlier questions again, as it was sent", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "parse(input);" });
    const first = await asked({ values: [document.uri] });
    const [sent] = first.requests[0]?.messages ?? [];
    assert.match(JSON.stringify(sent), /parse\(input\);/);
    const request = turn(vscode.ChatRequestTurn, { prompt: "What is it?", command: undefined });
    const said = new vscode.ChatResponseMarkdownPart("Hello");
    const response = turn(vscode.ChatResponseTurn, { response: [said], result: first.result });
    const { requests } = await asked({ history: [request, response] });
    assert.deepEqual(requests[0]?.messages, [
      sent,
      { role: "assistant", content: "Hello" },
      { role: "user", content: "What is it?" },
    ]);
  });

  test("leaves the oldest questions out where the model can't read them all, and says so", async () => {
    const long = turn(vscode.ChatRequestTurn, { prompt: "x".repeat(4000), command: undefined });
    const short = turn(vscode.ChatRequestTurn, { prompt: "Short", command: undefined });
    const model = { id: "m", contextLength: 1000 };
    const { requests, text } = await asked({ model, history: [long, short] });
    // They want the roles to alternate, and it was never answered.
    assert.deepEqual(requests[0]?.messages, [{ role: "user", content: "Short\n\nWhat is it?" }]);
    assert.match(text.replaceAll("&nbsp;", " "), /^Not sent to the model: the oldest questions/);
  });

  test("takes no selection from outside of the workspace along", async () => {
    const output = vscode.Uri.file(`${vscode.env.appRoot}/package.json`);
    const editor = await vscode.window.showTextDocument(output);
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    const { requests } = await asked({});
    assert.deepEqual(requests[0]?.messages, [{ role: "user", content: "What is it?" }]);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});

async function asked({
  model = { id: "m" },
  values = [],
  events = [{ type: "text", text: "Hello" }],
  end = complete,
  history = [],
}: {
  readonly model?: Model;
  readonly values?: readonly unknown[];
  readonly events?: readonly CompletionEvent[];
  readonly end?: CompletionEnd;
  readonly history?: vscode.ChatContext["history"];
}) {
  const requests: CompletionRequest[] = [];
  const said: string[] = [];
  const stream = {
    markdown: (text: string | vscode.MarkdownString) =>
      void said.push(typeof text === "string" ? text : text.value),
    progress: ignore,
    reference: ignore,
    button: ignore,
  };
  const result = await answer(
    {
      prompt: "What is it?",
      references: values.map((value, index) => ({ id: `r${index}`, value })),
      model: { vendor: "other", id: "o" },
    },
    history,
    stream,
    new vscode.CancellationTokenSource().token,
    {
      complete: (request, { onEvent }) => {
        requests.push(request);
        for (const event of events) onEvent(event);
        return Promise.resolve(end);
      },
      find: () => model,
      defaults: () => ({ model, parameters: {}, systemPrompt: "" }),
      ownKeys: () => [],
    },
  );
  return { requests, result, text: said.join("") };
}

/** As VS Code gives it; only it can make one. */
function turn<T extends object>(kind: { readonly prototype: T }, fields: object): T {
  return Object.assign(Object.create(kind.prototype), fields);
}

function ignore(): void {}
