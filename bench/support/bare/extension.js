const vscode = require("vscode");

/*
 * What VS Code's own chat takes for itself: a provider and a participant that hand on each text as it comes, with no
 * client between them and the server. No limits, no retries, no errors, no thinking.
 */

const information = {
  id: "bare",
  name: "Bare",
  family: "bare",
  version: "",
  maxInputTokens: 98_304,
  maxOutputTokens: 8192,
  capabilities: { toolCalling: true },
};

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider("bare", {
      provideLanguageModelChatInformation: () => [information],
      provideTokenCount: (_, text) => JSON.stringify(text).length / 4,
      async provideLanguageModelChatResponse(_, messages, options, progress) {
        const question = messages.at(-1).content.map(({ value = "" }) => value);
        for await (const text of answer(question.join("")))
          progress.report(new vscode.LanguageModelTextPart(text));
      },
    }),
    vscode.chat.createChatParticipant("bench.bare", async ({ prompt }, _, stream) => {
      for await (const text of answer(prompt)) stream.markdown(text);
    }),
    useCommand("bare.use", { vendor: "bare", id: "bare", family: "bare" }),
    useCommand("bare.useEigen", { vendor: "eigen", id: "gpt-oss-120b", family: "gpt-oss-120b" }),
  );
};

function useCommand(name, model) {
  return vscode.commands.registerCommand(name, () =>
    vscode.commands.executeCommand("workbench.action.chat.changeModel", model),
  );
}

async function* answer(question) {
  const address = vscode.workspace.getConfiguration("eigen").get("baseUrl");
  const messages = [{ role: "user", content: question }];
  const response = await fetch(`${address}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer bench-key" },
    body: JSON.stringify({ model: "gpt-oss-120b", messages, stream: true }),
  });
  let rest = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      const content = JSON.parse(line.slice(6)).choices[0]?.delta.content;
      if (content) yield content;
    }
  }
}
