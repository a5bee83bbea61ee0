import { expect, test, vi } from "vitest";
import { mediaHandlers } from "../../../src/host/chatView/mediaHandlers.ts";
import { emptyChats } from "../../emptyChats.ts";
import { memoryStore } from "../../memoryStore.ts";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0", "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test("a picture that would unfold to gigabytes, from whatever file, stays out of the view", async () => {
  const store = memoryStore();
  const chats = emptyChats();
  const signal = vi.fn<(signal: unknown) => void>();
  const { needPicture } = mediaHandlers({
    store,
    shown: () => undefined,
    chats,
    chat: () => chats.create(),
    draft: { attachments: [], replace: () => {} },
    hold: () => {},
    refuse: () => {},
    signal,
  });
  const [large, fitting] = await Promise.all(
    [png(20_000, 20_000), png(7000, 7000)].map((bytes) =>
      store.putMedia(bytes, { mime: "image/png" }),
    ),
  );
  for (const media of [large, fitting])
    needPicture({ type: "needPicture", sha256: media?.sha256 ?? "" });
  await vi.waitFor(() => expect(signal).toHaveBeenCalled());
  expect(signal.mock.calls).toMatchObject([[{ type: "picture", sha256: fitting?.sha256 }]]);
});
