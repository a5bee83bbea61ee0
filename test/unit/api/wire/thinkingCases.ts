import { chunk, done, stop, text } from "./chunks.ts";
import { complete, cutOff, type WireCase } from "./wireCase.ts";

type Parts = Pick<WireCase, "text" | "reasoning" | "request">;

function written(name: string, content: string, parts: Parts): WireCase {
  return { name: `thinking: ${name}`, body: text(content) + stop + done, ...parts, end: complete };
}

const long = "word ".repeat(500);
const thinks = { thinks: "always" } as const;
const harmony =
  "<|channel|>analysis<|message|>Hm<|end|><|start|>assistant<|channel|>final<|message|>Hi";

/** wire.md §5: thinking that is written into the text. */
export const thinkingCases: readonly WireCase[] = [
  ...[
    ["Qwen, DeepSeek", "<think>", "</think>"],
    ["<thinking>", "<thinking>", "</thinking>"],
    ["<thought>", "<thought>", "</thought>"],
    ["MiniMax", "<mm:think>", "</mm:think>"],
    ["Kimi", "◁think▷", "◁/think▷"],
    ["Mistral", "[THINK]", "[/THINK]"],
    ["Cohere", "<|START_THINKING|>", "<|END_THINKING|>"],
  ].map(([name = "", open = "", close = ""]) =>
    written(name, `${open}\nHm <x>${close}\n\nHi`, { reasoning: "Hm <x>", text: "Hi" }),
  ),
  written(
    "Cohere frames the answer",
    "<|START_THINKING|>Hm<|END_THINKING|><|START_RESPONSE|>Hi<|END_RESPONSE|>",
    { reasoning: "Hm", text: "Hi" },
  ),
  written("raw Harmony", harmony, { reasoning: "Hm", text: "Hi" }),
  written("raw Harmony with its start and return", `<|start|>assistant${harmony}<|return|>`, {
    reasoning: "Hm",
    text: "Hi",
  }),
  written("raw Harmony that ends with <|end|>", `${harmony}<|end|>`, {
    reasoning: "Hm",
    text: "Hi",
  }),
  written(
    "raw Harmony, two thoughts",
    `<|channel|>commentary<|message|>A<|end|><|start|>assistant${harmony}`,
    { reasoning: "AHm", text: "Hi" },
  ),
  written("raw Harmony without thoughts", "<|channel|>final<|message|>Hi", { text: "Hi" }),
  written("after white space", " \n\n<think>Hm</think>Hi", { reasoning: "Hm", text: "Hi" }),
  written("an empty block", "<think>\n\n</think>\n\nHi", { text: "Hi" }),
  written("a later opener is text", "Use <think> so: <think>a</think>", {
    text: "Use <think> so: <think>a</think>",
  }),
  written("another opener in the answer is text", "<think>A</think>Hi <think>b</think>", {
    reasoning: "A",
    text: "Hi <think>b</think>",
  }),
  written("tags are case-sensitive", "<THINK>a</THINK>", { text: "<THINK>a</THINK>" }),
  written("nearly an opener", "<thin>a", { text: "<thin>a" }),
  written("a closer alone is text", "A</think>B", { text: "A</think>B" }),
  ...(
    [
      ["thinking: true", { parameters: { thinking: true } }],
      ["an effort", { parameters: { reasoning_effort: "high" } }],
      ["a switch that is on", { thinks: "asked", parameters: { thinking: true } }],
      [
        "an effort, the model takes one",
        { thinks: "asked", parameters: { reasoning_effort: "low" } },
      ],
    ] as const
  ).map(([name, request]) =>
    written(`a closer alone, asked by ${name}`, "A\n</think>\n\nB", {
      request,
      reasoning: "A\n",
      text: "B",
    }),
  ),
  ...(
    [
      ["nothing is set", { thinks: "asked" }],
      ["thinking is off", { thinks: "asked", parameters: { thinking: false } }],
      ["off, whatever the effort", { parameters: { thinking: false, reasoning_effort: "high" } }],
      ["no effort", { thinks: "asked", parameters: { reasoning_effort: "none" } }],
    ] as const
  ).map(([name, request]) =>
    written(`a closer alone is text where ${name}`, "A</think>B", { request, text: "A</think>B" }),
  ),
  written("a closer alone, the model always thinks (Kimi)", "A◁/think▷B", {
    request: thinks,
    reasoning: "A",
    text: "B",
  }),
  written("a closer alone in a model that does not think", "A</think>B", {
    request: { thinks: "no", parameters: { thinking: true } },
    text: "A</think>B",
  }),
  written("closers in code don't count", "`</think>` and\n```\n</think>\n```\nend</think>B", {
    request: thinks,
    reasoning: "`</think>` and\n```\n</think>\n```\nend",
    text: "B",
  }),
  written("closers in an open fence don't count", "~~~~\n```\n</think>\n~~~\n</think>", {
    request: thinks,
    text: "~~~~\n```\n</think>\n~~~\n</think>",
  }),
  written("an unpaired backtick ends with its paragraph", "a ` b\n\nc</think>B", {
    request: thinks,
    reasoning: "a ` b\n\nc",
    text: "B",
  }),
  written("only the first lone closer counts", "A</think>B</think>C", {
    request: thinks,
    reasoning: "A",
    text: "B</think>C",
  }),
  written("a lone closer first", "</think>\n\nB", { request: thinks, text: "B" }),
  written("leading blank lines are dropped, indentation is not", "\n \n    code", {
    text: "    code",
  }),
  written("white space only", " \n ", {}),
  written("a long answer after blank lines", `\n\n<think>\n${long}</think>\n\n${long}`, {
    reasoning: long,
    text: long,
  }),
  written("more white space than a line has", `${" ".repeat(1200)}<think>a</think>`, {
    text: `${" ".repeat(1200)}<think>a</think>`,
  }),
  {
    name: "thinking: no closer at the end",
    body: text("<think>Hm, ", "so </thi") + done,
    reasoning: "Hm, so </thi",
    end: cutOff,
  },
  { name: "thinking: half an opener at the end", body: text("<thin"), text: "<thin", end: cutOff },
  {
    name: "thinking: half a lone closer at the end",
    request: thinks,
    body: text("Hi </thin") + stop + done,
    text: "Hi </thin",
    end: complete,
  },
  {
    name: "thinking: tags split over deltas",
    body: text("<", "th", "ink>", "Hm<", "/", "think", ">", "\n", "\nHi") + stop + done,
    reasoning: "Hm",
    text: "Hi",
    end: complete,
  },
  {
    name: "thinking: separated by the server, tags in the text are text",
    body: chunk({ reasoning_content: "Hm" }) + text("\n\n", "<think>Hi</think>") + stop + done,
    reasoning: "Hm",
    text: "<think>Hi</think>",
    end: complete,
  },
  {
    name: "thinking: separated by the server between two texts",
    request: thinks,
    body: text("A") + chunk({ reasoning_content: "Hm" }) + text("\n", "\nB") + stop + done,
    reasoning: "Hm",
    text: "A\n\nB",
    end: complete,
  },
  {
    name: "thinking: separated by the server, a lone closer is text",
    request: thinks,
    body: chunk({ reasoning_content: "Hm" }) + text("A</think>B") + stop + done,
    reasoning: "Hm",
    text: "A</think>B",
    end: complete,
  },
];
