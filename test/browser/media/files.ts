import type { Page } from "playwright-core";

export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Pastes or drops files as the clipboard or the desktop would give them. */
export async function give(
  page: Page,
  how: "paste" | "drop",
  ...files: readonly TestFile[]
): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({
    name,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await page.getByRole("textbox", { name: "Message" }).evaluate(
    (element, { how, plain }) => {
      const data = new DataTransfer();
      for (const { name, base64 } of plain) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      const options = { bubbles: true, cancelable: true, composed: true };
      element.dispatchEvent(
        how === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: data })
          : new DragEvent("drop", { ...options, dataTransfer: data }),
      );
    },
    { how, plain },
  );
}

/** Pastes or drops text, or a list of addresses. */
export async function giveText(
  page: Page,
  how: "paste" | "drop",
  type: string,
  text: string,
): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).evaluate(
    (element, { how, type, text }) => {
      const data = new DataTransfer();
      data.setData(type, text);
      const options = { bubbles: true, cancelable: true, composed: true };
      element.dispatchEvent(
        how === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: data })
          : new DragEvent("drop", { ...options, dataTransfer: data }),
      );
    },
    { how, type, text },
  );
}

/** A BMP of 24 bits: the two halves of a row in these colours. */
export function bmp(width: number, height: number, left: Rgb, right: Rgb): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + stride * height);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      bytes.set((x < width / 2 ? left : right).toReversed(), 54 + y * stride + x * 3);
  return bytes;
}

export type Rgb = readonly [red: number, green: number, blue: number];
