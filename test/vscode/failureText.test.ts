import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import { failureAlert } from "../../src/host/failureText.ts";
import { failureKinds, type Failure } from "../../src/shared/failure.ts";

suite("The words for failures", () => {
  test("a parameter that can't be sent leads to the chat's own parameters, an address to the settings", () => {
    const failure: Failure = { kind: "invalid-request", message: "", param: "temperature" };
    assert.deepEqual(actionsOf(failure), ["openParameters", "retry"]);
    assert.deepEqual(actionsOf({ ...failure, param: "baseUrl", message: "no-path" }), [
      "openSettings",
      "retry",
    ]);
  });

  test("an answer that would be too long leads to the chat's own parameters", () => {
    const failure: Failure = { kind: "context-overflow", message: "", param: "max_tokens" };
    assert.deepEqual(actionsOf(failure), ["openParameters", "makeRoom", "retry"]);
    assert.match(failureAlert(failure).text, /Set max_tokens lower/);
    assert.equal(actionsOf({ ...failure, param: "messages" })[0], "makeRoom");
  });

  test("how long the server asks to wait is said of every failure", () => {
    for (const kind of failureKinds) {
      const { text } = failureAlert({ kind, message: "", retryAfterMs: 29_100 });
      assert.equal(text.split("The server asks to wait 30 s.").length, 2, `${kind}: ${text}`);
    }
  });
});

function actionsOf(failure: Failure): readonly string[] {
  return failureAlert(failure).actions.map(({ id }) => id);
}
