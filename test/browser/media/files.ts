import sharp from "sharp";
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

/** Three bytes for each pixel. */
export async function pixels(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).removeAlpha().raw().toBuffer();
}

/** The name of a pixel's colour, or which of its channels are bright. */
export async function colourAt(bytes: Buffer, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  const key = [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 1 : 0)).join("");
  return { "100": "red", "001": "blue", "111": "white", "000": "black" }[key] ?? key;
}

/** A WebM of two seconds that this browser records: red at first, then blue. */
export async function recording(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 48];
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const chunks: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
    recorder.start();
    const begun = performance.now();
    for (let at = 0; at < 2000; at = performance.now() - begun) {
      if (context !== null) context.fillStyle = at < 1000 ? "#f00" : "#00f";
      context?.fillRect(0, 0, 64, 48);
      await new Promise((next) => setTimeout(next, 40));
    }
    recorder.stop();
    await new Promise((stopped) => recorder.addEventListener("stop", stopped));
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Buffer.from(base64, "base64");
}
