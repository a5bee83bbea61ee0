import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import { askBuiltInChat, builtInAnswer, openBuiltInChat } from "../../dev/vscode/builtInChat.ts";
import { dialog, readNotification, runCommand } from "../../dev/vscode/workbench.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

const settings = {
  "chat.disableAIFeatures": false,
  "eigen.models": [{ id: "gpt-oss-120b", tools: true }],
};

let session: Session;
beforeAll(async () => {
  const asker = join(root, "dist", "asker.vsix");
  const cwd = join(root, "test", "fixtures", "asker");
  await createVSIX({
    cwd,
    packagePath: asker,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  session = await newUser({
    key: "a-good-key",
    rate: 60,
    settings,
    extensions: [asker],
    languageModels: [{ name: "Eigen AI", vendor: "eigen" }],
  });
  await openBuiltInChat(session.page);
});
afterAll(() => session.close());
beforeEach(() => {
  session.standIn.reset();
  screenshotOnFailure(session);
});

test("VS Code's own chat answers with our model, without a sign-in, its thinking apart; Stop reaches the server", async () => {
  const { page, chatRequests } = session;
  await askBuiltInChat(page, "What is a closure?");
  await builtInAnswer(page).getByText("variables it can see").first().waitFor();
  await expectStopped(page, chatRequests);
  await screenshot(page, "our model in VS Code's own chat");
  const [request] = chatRequests();
  expect(request?.body).toMatchObject({
    model: "gpt-oss-120b",
    tools: expect.arrayContaining([expect.objectContaining({ type: "function" })]),
    messages: expect.arrayContaining([expect.objectContaining({ role: "system" })]),
  });
  // The answer's own text begins with its heading, whatever was thought before.
  const text = await builtInAnswer(page).locator(".rendered-markdown h2").first().innerText();
  expect(text).toBe("What a closure is");
});

test("@eigen answers there, too", async () => {
  const { page, chatRequests } = session;
  await askBuiltInChat(page, "@eigen /explain What is a closure?");
  await builtInAnswer(page).getByText("closure").first().waitFor();
  await expectStopped(page, chatRequests);
  expect(JSON.stringify(chatRequests()[0]?.body)).toContain("Explain this code");
  await screenshot(page, "VS Code's own chat");
});

test("another extension gets our models only after the user agreed, and is not asked for twice", async () => {
  const { page, chatRequests } = session;
  await runCommand(page, "Asker: Ask");
  await agreeToVSCode(page);
  const ours = dialog(page).filter({ hasText: "wants to use your Eigen AI models" });
  await ours.waitFor();
  await screenshot(page, "another extension asks for our models");
  expect(await ours.innerText()).toContain("Asker (fixture.asker)");
  await ours.getByRole("button", { name: "Cancel" }).click();
  expect(await readNotification(page, /Asker got/)).toContain("did not let this extension");
  expect(chatRequests()).toHaveLength(0);

  await runCommand(page, "Asker: Ask");
  await ours.getByRole("button", { name: "Allow" }).click();
  expect(await readNotification(page, /Asker got/)).toContain("## What a closure is");
  expect(chatRequests()).toHaveLength(1);
  expect(chatRequests()[0]?.body).not.toHaveProperty("tools");

  await runCommand(page, "Asker: Picture");
  expect(await readNotification(page, /Asker got/)).toContain("PNG");
  expect(JSON.stringify(chatRequests()[1]?.body)).toContain("data:image/png;base64,");

  await runCommand(page, "Asker: Cancel");
  await readNotification(page, /Asker got/);
  await expect.poll(() => chatRequests()[2]?.disconnectedAt).toBeDefined();

  await runCommand(page, "Asker: Tool");
  const said = await readNotification(page, /Asker got/);
  expect(said).toContain("The tool says: find greet: line 3");
});

/** How soon is measured by the bench `native`. */
async function expectStopped(page: Page, chatRequests: Session["chatRequests"]): Promise<void> {
  await expect.poll(() => chatRequests().length).toBe(1);
  await page.keyboard.press("Control+Escape");
  await expect.poll(() => chatRequests()[0]?.disconnectedAt).toBeDefined();
}

/** VS Code itself may ask first whether the extension may use any model. */
async function agreeToVSCode(page: Page): Promise<void> {
  const its = dialog(page).filter({ hasText: /language models/i });
  await dialog(page).waitFor();
  if (await its.isVisible()) await its.getByRole("button", { name: "Allow" }).click();
}
