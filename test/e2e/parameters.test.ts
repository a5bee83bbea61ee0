import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ChatView } from "../../dev/vscode/chatView.ts";
import {
  answerInput,
  quickInput,
  readNotification,
  runCommand,
} from "../../dev/vscode/workbench.ts";
import { parameterNames } from "../../src/shared/parameterRules.ts";
import type { ParameterName, Parameters } from "../../src/shared/parameters.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

/** A value for each parameter, and how the wire carries it. */
const cases: { readonly [Name in ParameterName]-?: { value: Parameters[Name]; wire: object } } = {
  temperature: { value: 0.35, wire: { temperature: 0.35 } },
  top_p: { value: 0.85, wire: { top_p: 0.85 } },
  top_k: { value: 42, wire: { top_k: 42 } },
  min_p: { value: 0.05, wire: { min_p: 0.05 } },
  repetition_penalty: { value: 1.15, wire: { repetition_penalty: 1.15 } },
  max_tokens: { value: 777, wire: { max_tokens: 777 } },
  reasoning_effort: { value: "low", wire: { reasoning_effort: "low" } },
  thinking: {
    value: false,
    wire: { chat_template_kwargs: { thinking: false, enable_thinking: false } },
  },
  separate_reasoning: { value: true, wire: { separate_reasoning: true } },
  stream: { value: false, wire: { stream: false } },
};

const unset = {
  model: "gpt-oss-120b",
  stream: true,
  stream_options: { include_usage: true },
};

let session: Session;
beforeAll(async () => {
  session = await newUser({ key: "a-good-key", rate: 5000 });
});
afterAll(() => session.close());
beforeEach(() => screenshotOnFailure(session));

test("each parameter that is set in the panel reaches the server, and none that is not", async () => {
  const { chat, page } = session;
  await runCommand(page, "Eigen: Request Parameters…");
  for (const name of parameterNames) {
    const { value, wire } = cases[name];
    await setParameter(chat, name, String(value));
    const set = await ask(session);
    const { stream_options: _, ...others } = unset;
    expect(set, name).toEqual({ ...(name === "stream" ? others : unset), ...wire });
    await setParameter(chat, name, "");
    expect(await ask(session), `${name} unset`).toEqual(unset);
  }
});

test("the panel keeps the draft, refuses what is out of range, and knows presets", async () => {
  const { chat, page, chatRequests } = session;
  await chat.button("New Chat").click();
  await chat.composer.fill("A draft");
  await setParameter(chat, "top_k", "500");
  await chat.frame.getByText("Must be a whole number from 0 to 100.").waitFor();
  await chat.button("Precise").click();
  await chat.frame.getByText("temperature 0.2").waitFor();
  await setParameter(chat, "top_p", "0.9");
  await chat.frame.getByText("Change temperature or top_p, but not both.").waitFor();
  await chat.frame.getByLabel("System prompt").fill("Answer in French.");
  await chat.frame.getByLabel("System prompt").blur();
  await screenshot(page, "parameters");
  await chat.button("Save as Preset…").click();
  await answerInput(page, "Mine");
  await chat.button("Mine").waitFor();
  await chat.button("Reset").click();
  await chat.frame.getByText("temperature 0.2").waitFor({ state: "detached" });
  await chat.button("Mine").click();
  await chat.frame.getByText("top_p 0.9").waitFor();
  expect(await chat.composer.inputValue()).toBe("A draft");
  await chat.button("Send").click();
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).toMatchObject({
    temperature: 0.2,
    top_p: 0.9,
    messages: [
      { role: "system", content: "Answer in French." },
      { role: "user", content: "A draft" },
    ],
  });
});

test("a model is chosen from the list or typed, for this chat alone", async () => {
  const { chat, page, chatRequests } = session;
  await chat.button("New Chat").click();
  await chat.frame.getByRole("button", { name: "Model GPT-OSS 120B" }).click();
  await quickInput(page).fill("terminus");
  await page.getByRole("option", { name: /DeepSeek V3\.1 Terminus/ }).waitFor();
  await screenshot(page, "models");
  await page.keyboard.press("Enter");
  await chat.frame.getByRole("button", { name: "Model DeepSeek V3.1 Terminus" }).waitFor();
  await chat.ask("Hello");
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).toMatchObject({ model: "deepseek-v31-terminus" });

  await runCommand(page, "Eigen: Select Model…");
  await answerInput(page, "never-heard-of");
  await chat.frame.getByRole("button", { name: "Model never-heard-of" }).waitFor();
  await chat.ask("Hello again");
  await chat.lastAnswer().becomes("failed");
  await chat.lastAnswer().alert.getByRole("button", { name: "Select Model" }).waitFor();

  await chat.button("New Chat").click();
  await chat.frame.getByRole("button", { name: "Model GPT-OSS 120B" }).waitFor();
});

test("the server is asked for its models, and a model is probed, only when the user says so; both are remembered", async () => {
  const { page, chatRequests, standIn } = session;
  standIn.reset();
  await runCommand(page, "Eigen: Select Model…");
  await quickInput(page).fill("llama31-8b");
  await expect.poll(() => page.getByRole("option", { name: /Llama 3\.1 8B/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Ask the Server for Its Models" }).click();
  await quickInput(page).fill("Llama");
  await page.getByRole("option", { name: /Llama 3\.1 8B/ }).waitFor();
  expect(standIn.requests.map(({ path }) => path)).toEqual(["/api/v1/models"]);

  await quickInput(page).fill("qwen3-235b-vl");
  const option = page.getByRole("option", { name: /Qwen3 235B VL/ });
  await option.hover();
  await option.getByRole("button", { name: "Probe This Model…" }).click();
  await expect.poll(() => chatRequests().length).toBe(3);
  expect(JSON.stringify(chatRequests().map(({ body }) => body))).toContain(
    "data:image/png;base64,",
  );
  for (const { body } of chatRequests()) expect(body).toMatchObject({ model: "qwen3-235b-vl" });
  await quickInput(page).fill("qwen3-235b-vl");
  await expect.poll(() => option.innerText()).toContain("sees pictures");
  await page.keyboard.press("Escape");
});

test("a parameter that the server refuses is dropped for this model, now and from now on, and the report is copied", async () => {
  const { chat, page, chatRequests } = session;
  await chat.button("New Chat").click();
  await setParameter(chat, "repetition_penalty", "3");
  await chat.frame.getByText("Many servers refuse a penalty above 2.").waitFor();
  await chat.composer.fill("A draft that stays");
  await setParameter(chat, "min_p", "0.05");
  expect(await chat.composer.inputValue()).toBe("A draft that stays");
  await chat.button("Send").click();
  await chat.lastAnswer().becomes("failed");
  const { alert } = chat.lastAnswer();
  await alert.getByRole("button", { name: "Copy Report" }).click();
  await readNotification(page, /The report was copied/);
  await screenshot(page, "refused parameter");
  await alert.getByRole("button", { name: "Retry Without repetition_penalty" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).toMatchObject({ min_p: 0.05 });
  expect(chatRequests().at(-1)?.body).not.toHaveProperty("repetition_penalty");
  await chat.frame.getByText("Not sent: the server refused it for this model.").waitFor();
  await chat.ask("And again");
  await expect.poll(() => chat.questions().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).not.toHaveProperty("repetition_penalty");
  await chat.button("Reset").click();
});

test("how much the model thinks is one click away", async () => {
  const { chat, chatRequests } = session;
  await chat.button("New Chat").click();
  await chat.answers().first().waitFor({ state: "detached" });
  const effort = chat.frame.getByRole("combobox", { name: "Effort", exact: true });
  await effort.selectOption("high");
  await chat.ask("Hi");
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).toMatchObject({ reasoning_effort: "high" });
  const thinking = chat.lastAnswer().article.getByRole("group", { name: "Thinking" });
  await expect.poll(() => thinking.innerText()).toMatch(/Thought for .+ · \d+ tokens/);
  await effort.selectOption("");
  await chat.ask("Hi again");
  await expect.poll(() => chat.questions().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests().at(-1)?.body).not.toHaveProperty("reasoning_effort");
});

async function setParameter(chat: ChatView, name: ParameterName, value: string): Promise<void> {
  const field = chat.frame.getByLabel(name, { exact: true });
  const isList = (await field.evaluate((element) => element.tagName)) === "SELECT";
  if (isList) await field.selectOption(value);
  else await field.fill(value);
  await field.blur();
}

/** Asks, and gives the request's body without its messages. */
async function ask({ chat, chatRequests }: Session): Promise<object> {
  const before = chatRequests().length;
  await chat.ask("Hi");
  await expect.poll(() => chatRequests().length).toBe(before + 1);
  await chat.lastAnswer().becomes("complete");
  const body: unknown = chatRequests().at(-1)?.body;
  if (typeof body !== "object" || body === null) throw new Error("The body is no object.");
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== "messages"));
}
