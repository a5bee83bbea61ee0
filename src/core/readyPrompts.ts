/** The questions that one command asks; the code is attached to each. */
export const readyPrompts = {
  explain:
    "Explain this code: first what it is for, then how it works in the order it runs, then what a reader could trip over (side effects, edge cases, hidden assumptions). Refer to line numbers.",
  fix: "Fix this code, the reported problems first. Say briefly what the cause is, then give one code block that replaces exactly the lines shown. Change nothing else and keep the style.",
  tests:
    "Write tests for this code: the normal cases, the edge cases and the errors, one behaviour per test, named for what is expected. Use the test framework that fits the language and the project, say which one, and give one complete test file.",
  document:
    "Document this code with the documentation comments of its language: purpose, parameters, results and errors of everything public, nothing that is obvious. Give one code block that replaces exactly the lines shown, with the code itself unchanged.",
} as const;

export type ReadyPrompt = keyof typeof readyPrompts;
