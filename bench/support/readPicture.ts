import { distance } from "fastest-levenshtein";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { runOrThrow } from "../../dev/processes.ts";

/** A part of a picture, in its pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Reading {
  /** The picture is dark: it is turned into black on white, as the reader was trained on paper. */
  readonly dark: boolean;
  /** Its letters are made this much larger for the reader. */
  readonly enlarge: number;
}

/**
 * The text of a picture as Tesseract reads it: its LSTM with Debian's English model, one block of text, the picture
 * in greys, cubically enlarged.
 */
export async function readPicture(
  picture: Uint8Array,
  { dark, enlarge }: Reading,
  area?: Area,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "eigen-ocr-"));
  try {
    const file = join(folder, "picture.png");
    const whole = sharp(picture).removeAlpha();
    const part = area === undefined ? whole : whole.extract(area);
    const { width } = area ?? (await whole.metadata());
    const prepared = part
      .greyscale()
      .resize({ width: Math.round(width * enlarge), kernel: "cubic" });
    await writeFile(file, await (dark ? prepared.negate() : prepared).normalise().png().toBuffer());
    const settings = ["--oem", "1", "--psm", "6", "-l", "eng", "--dpi", "300"];
    return await runOrThrow("tesseract", [file, "stdout", ...settings]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The share of the source's characters that were read: 1 less the edits from one text to the other by the source's
 * length. Runs of white space count as one space, as a reader of pages keeps no columns, and typographic quotes and
 * dashes as plain ones.
 */
export function accuracy(source: string, read: string): number {
  const [wanted, got] = [plain(source), plain(read)];
  return 1 - distance(wanted, got) / wanted.length;
}

function plain(text: string): string {
  return text
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‐‑‒–—―]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();
}
