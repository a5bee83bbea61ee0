import { expect, test } from "vitest";
import { ask } from "./asking.ts";
import { respond, startServer, stream, type Script } from "./scriptedServer.ts";
import { data } from "./wire/chunks.ts";

const megabyte = 2 ** 20;
const filled = (words: string): string => words.repeat(megabyte / words.length);
const error = (message: string, code = "x") => data({ error: { message, code } });
const reader = "output tokens: context length ";

/** What patterns look for, over and over, so that each place is the beginning of one that never ends. */
test.each<[string, Script, string]>([
  ["trouble without a picture", stream(error(filled("could not load "))), "server"],
  ["a long code", stream(error("Broken", filled("could not load "))), "server"],
  ["models", respond(400, error(filled("model ")).slice("data: ".length)), "bad-request"],
  ["digits", stream(error(`${reader}${filled("1")}`)), "context-overflow"],
  ["a page without a title", respond(200, `<html>${filled("<title ")}`), "wrong-address"],
  ["a page of headings", respond(500, `<html>${filled("<h1>")}`), "server"],
])("a megabyte of %s is read in no time", async (_, script, kind) => {
  await using server = await startServer(script);
  const started = performance.now();
  const { end } = await ask(server.origin);
  expect(end).toMatchObject({ type: "failed", failure: { kind } });
  expect(performance.now() - started).toBeLessThan(3000);
});

test("what tells the kind is read behind a long quotation", async () => {
  const message = `Invalid request: ${"x".repeat(2000)}: model_not_found`;
  await using server = await startServer(respond(400, JSON.stringify({ error: { message } })));
  const { end } = await ask(server.origin);
  expect(end).toMatchObject({ failure: { kind: "unknown-model" } });
});
