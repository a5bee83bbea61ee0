import type { AnswerView, QuestionView, ViewState } from "../src/shared/view.ts";

/** What the chat view shows before anything was said. */
export const emptyState: ViewState = {
  conversationId: "c1",
  messages: [],
  runningId: null,
  keySet: true,
  draft: { text: "", epoch: 0, sent: "", attachments: [], editing: false, queue: [] },
  model: {
    id: "gpt-oss-120b",
    name: "GPT-OSS 120B",
  },
  parameters: {},
  defaultParameters: {},
  systemPrompt: "",
  defaultSystemPrompt: "",
  context: {
    system: 0,
    history: 0,
    attachments: 0,
    question: 0,
    budget: null,
    contextLength: null,
    leftOut: null,
    totals: [],
    oldest: { questions: 0, tokens: 0 },
  },
  presets: [],
  candidates: [],
  completion: { seq: 0, items: [] },
  receipt: null,
  composerAlert: null,
  banner: null,
  history: null,
  announcement: { seq: 0, text: "" },
};

export function question(id: string, text: string): QuestionView {
  return {
    role: "user",
    id,
    text,
    attachments: [],
    leftOut: null,
    hasReceipt: false,
    dropped: null,
    versions: null,
  };
}

export function answer(id: string, fields: Partial<AnswerView> = {}): AnswerView {
  return {
    role: "assistant",
    id,
    author: "GPT-OSS 120B",
    state: "complete",
    text: "",
    reasoning: "",
    thought: null,
    notice: null,
    figures: null,
    alert: null,
    unfinished: false,
    versions: null,
    compared: null,
    ...fields,
  };
}
