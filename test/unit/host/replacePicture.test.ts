import { expect, test, vi } from "vitest";
import type { Attachment } from "../../../src/core/attachment.ts";
import { attachedTo, editing, notEditing } from "../../../src/core/draft.ts";
import { mediaHandlers } from "../../../src/host/chatView/mediaHandlers.ts";
import { emptyChats } from "../../emptyChats.ts";
import { memoryStore } from "../../memoryStore.ts";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

const uncovered: Attachment = {
  kind: "image",
  id: "p",
  name: "shot.png",
  media: { sha256: "uncovered", mime: "image/png", size: 4, width: 8, height: 8 },
};
const covered = Uint8Array.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08", (character) =>
  character.charCodeAt(0),
);

function setUp() {
  const chats = emptyChats();
  const chat = chats.create();
  const held: Promise<boolean>[] = [];
  const refuse = vi.fn<(text: string) => void>();
  const { replacePicture } = mediaHandlers({
    store: memoryStore(),
    shown: () => undefined,
    chats,
    chat: () => chat,
    draft: { attachments: [], replace: () => {} },
    hold: (work) => held.push(work),
    refuse,
    signal: () => {},
  });
  const replace = () => {
    const conversationId = chat.conversation.id;
    replacePicture({
      type: "replacePicture",
      conversationId,
      id: "p",
      bytes: covered,
      shrunkFrom: null,
    });
    return held.at(-1);
  };
  return { chat, replace, refuse };
}

test("a picture that was covered replaces the one in a draft that was put aside meanwhile", async () => {
  const { chat, replace, refuse } = setUp();
  chat.setDraft("Why?", [uncovered]);
  chat.changeDraft((draft) => editing(draft, { id: "q", text: "Earlier", attachments: [] }));
  expect(await replace()).toBe(true);
  expect(JSON.stringify(chat.conversation.draft)).not.toContain("uncovered");
  chat.changeDraft(notEditing);
  expect(attachedTo(chat.conversation.draft)).toMatchObject([{ id: "p", name: "shot.png" }]);
  expect(refuse).not.toHaveBeenCalled();
});

test("where it is attached nowhere any more, what waits stays, and the user hears why", async () => {
  const { replace, refuse } = setUp();
  expect(await replace()).toBe(false);
  expect(refuse).toHaveBeenCalledWith("The picture that was edited is not attached any more.");
});
