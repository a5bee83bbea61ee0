import { expect, test } from "vitest";
import { newestThatFit, type EarlierMessage } from "../../../src/core/newestThatFit.ts";

/** Of about ten tokens. */
const message = (role: EarlierMessage["role"]): EarlierMessage => ({
  role,
  content: "x".repeat(35),
});
const history = [message("user"), message("assistant"), message("user"), message("assistant")];

test.each([
  [Number.POSITIVE_INFINITY, 4],
  [40, 4],
  [39, 2],
  [20, 2],
  // An answer without its question.
  [19, 0],
  [-5, 0],
])("of a history whose messages take ten tokens each, %d hold the newest %d", (tokens, count) => {
  expect(newestThatFit(history, tokens)).toEqual(history.slice(4 - count));
});
