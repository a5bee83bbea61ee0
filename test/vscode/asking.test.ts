import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { withoutSecretsAround } from "../../src/host/context/secretsGate.ts";
import { failureMessages } from "../../src/host/copyReport.ts";
import type { FailureKind } from "../../src/shared/failure.ts";
import { warnOfUncheckedTls } from "../../src/host/tlsWarning.ts";
import { pressing } from "./dialogs.ts";

const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

suite("Asking outside of a chat", () => {
  test("lines to be replaced go as they are or not at all; the ones around them are redacted", async () => {
    const around = { before: `a("${token}");\n`, after: `b("${token}");\n` };
    const plain = await cleared("edit.ts", "call();", around, undefined);
    assert.equal(plain.shown.length, 0);
    assert.equal(plain.lines?.before, 'a("REDACTED");\n');
    assert.equal(plain.lines?.after, 'b("REDACTED");\n');

    const refused = await cleared("edit.ts", `t = "${token}"`, around, undefined);
    assert.deepEqual(refused.shown[0]?.buttons, ["Send as It Is"]);
    assert.equal(refused.lines, undefined);
    const agreed = await cleared(".env", "T=1", { before: "S=2\n", after: "" }, "Send as It Is");
    assert.equal(agreed.lines?.code.text, "T=1");
    assert.equal(agreed.lines?.before, "S=REDACTED\n");
  });

  test("an error can be copied as a report, with status and request id and without keys", async () => {
    const key = "a-key-of-the-user";
    const show = failureMessages("0.1.0", () => [key]);
    const failure = {
      kind: "server",
      message: `No, ${key}!`,
      status: 500,
      requestId: "req-7",
    } as const;
    const [shown] = await pressing("Copy Report", () =>
      show({ model: "m", failure }, { buttons: ["Try Again"] }),
    );
    assert.deepEqual(shown?.buttons, ["Try Again", "Copy Report"]);
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /HTTP status: 500\nRequest id: req-7/);
    assert.doesNotMatch(report, new RegExp(key));
  });

  test("where a key mends it, setting one is offered", async () => {
    const show = failureMessages("0.1.0", () => []);
    const shown = async (kind: FailureKind) => {
      const failed = { model: "m", failure: { kind, message: "" } };
      return (await pressing(undefined, () => show(failed)))[0]?.buttons;
    };
    assert.deepEqual(await shown("no-key"), ["Set API Key", "Copy Report"]);
    assert.deepEqual(await shown("unauthorized"), ["Set API Key", "Copy Report"]);
    assert.deepEqual(await shown("server"), ["Copy Report"]);
  });

  test("certificates that are not checked are warned of", async () => {
    const http = vscode.workspace.getConfiguration("http");
    assert.equal((await warned()).length, 0);
    await http.update("proxyStrictSSL", false, vscode.ConfigurationTarget.Global);
    assert.match((await warned())[0]?.text ?? "", /Certificates are not checked/);
    await http.update("proxyStrictSSL", undefined, vscode.ConfigurationTarget.Global);
  });
});

function warned() {
  return pressing(undefined, async () => warnOfUncheckedTls());
}

async function cleared(
  path: string,
  text: string,
  around: { readonly before: string; readonly after: string },
  button: string | undefined,
) {
  let lines: Awaited<ReturnType<typeof withoutSecretsAround>>;
  const code = { kind: "code", id: "", path, languageId: "plaintext", text } as const;
  const shown = await pressing(button, async () => {
    lines = await withoutSecretsAround({ code, ...around }, []);
  });
  return { lines, shown };
}
