/** Pieces of words, as tokens are; no two neighbours alike. */
const pieces = [
  "The ",
  "clos",
  "ure ",
  "keeps ",
  "the ",
  "`scope` ",
  "in ",
  "which ",
  "it ",
  "was ",
  "made",
  ".\n\n",
  "```ts\n",
  "const ",
  "x = ",
  '"é漢😀";',
  "\n```\n",
  "- item ",
  "\\n ",
];

/** A stream as SGLang 0.5.4 writes it, with null for what it has not: about 320 bytes a chunk. */
export function recording(chunks: number): readonly string[] {
  const events = Array.from({ length: chunks }, (_, at) =>
    event({ content: pieces[at % pieces.length] }, null, at),
  );
  events.push(event({ content: null }, "stop", chunks), "data: [DONE]\n\n");
  return events;
}

function event(delta: object, finish: string | null, at: number): string {
  const chunk = {
    id: "9f3c1b7a52e64d0c8f1e2d3c4b5a6978",
    object: "chat.completion.chunk",
    created: 1_763_800_000 + Math.floor(at / 50),
    model: "gpt-oss-120b",
    choices: [
      {
        index: 0,
        delta: { role: null, reasoning_content: null, tool_calls: null, ...delta },
        logprobs: null,
        finish_reason: finish,
        matched_stop: finish === null ? null : 151_645,
      },
    ],
    usage: null,
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
