import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import type { ChatView } from "../../dev/vscode/chatView.ts";

/** Pastes a file into the composer. */
export async function paste(chat: ChatView, name: string, bytes: Buffer): Promise<void> {
  await chat.composer.evaluate(
    (element, { name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name));
      element.dispatchEvent(
        new ClipboardEvent("paste", {
          clipboardData,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    },
    { name, base64: bytes.toString("base64") },
  );
}

/** A PNG of noise that no encoder would write the same way again; with `comment` in a chunk of its own. */
export function png(width: number, height: number, comment?: string): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: width * 3 }, (_, x) => (x * 7 + y * 13 + ((x * y) % 31)) % 256),
    ]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...(comment === undefined ? [] : [chunk("tEXt", Buffer.from(`Comment\0${comment}`))]),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 3 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
