import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { setApiKey } from "../../src/host/apiKeyCommands.ts";
import { ApiKeys } from "../../src/host/apiKeys.ts";
import { pressing } from "./dialogs.ts";

suite("The API key", () => {
  suiteTeardown(() => use(undefined));

  test("goes to the origin that the user was told of, also where the setting changes meanwhile", async () => {
    const [told, other] = await Promise.all([listening(), listening()]);
    await use(`${told.origin}/v1`);
    const { showInputBox } = vscode.window;
    let prompt: string | undefined;
    Reflect.set(vscode.window, "showInputBox", async (options: vscode.InputBoxOptions) => {
      ({ prompt } = options);
      await use(`${other.origin}/v1`);
      return "a-key";
    });
    const keys = new ApiKeys(noSecrets, noMemory);
    try {
      await pressing(undefined, () => setApiKey(keys, () => Promise.resolve(undefined)));
    } finally {
      Reflect.set(vscode.window, "showInputBox", showInputBox);
      keys.dispose();
      told.server.close();
      other.server.close();
    }
    assert.ok(prompt?.includes(told.origin));
    assert.deepEqual(new Set(told.keys), new Set(["Bearer a-key"]));
    assert.deepEqual(other.keys, []);
    assert.equal(keys.peek(told.origin), "a-key");
    assert.equal(keys.peek(other.origin), undefined);
  });
});

function use(baseUrl: string | undefined): Thenable<void> {
  const setting = vscode.workspace.getConfiguration("eigen");
  return setting.update("baseUrl", baseUrl, vscode.ConfigurationTarget.Global);
}

/** A server that notes the keys it gets and takes each of them. */
async function listening() {
  const keys: (string | undefined)[] = [];
  const server: Server = createServer(({ headers }, response) => {
    keys.push(headers.authorization);
    response.setHeader("content-type", "application/json").end('{"data":[]}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { server, keys, origin: `http://127.0.0.1:${address.port}` };
}

const noSecrets: vscode.SecretStorage = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  keys: () => Promise.resolve([]),
  onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
};

const noMemory: vscode.Memento = {
  keys: () => [],
  get: () => undefined,
  update: () => Promise.resolve(),
};
