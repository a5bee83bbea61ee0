import sharp from "sharp";

/** Of a picture of four quarters, 200×100 pixels each: red, green, blue and white. */
export const width = 400;
export const height = 200;

const colour = (background: string) =>
  ({ create: { width: 200, height: 100, channels: 3, background } }) as const;

export async function quarters(): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "red" } })
    .composite([
      { input: colour("#00ff00"), left: 200, top: 0 },
      { input: colour("blue"), left: 0, top: 100 },
      { input: colour("white"), left: 200, top: 100 },
    ])
    .png()
    .toBuffer();
}

export async function raw(bytes: Buffer) {
  return sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

export async function colours(bytes: Buffer): Promise<Set<string>> {
  const { data } = await raw(bytes);
  return new Set(
    Array.from(
      { length: data.length / 3 },
      (_, i) => `#${data.subarray(i * 3, i * 3 + 3).toString("hex")}`,
    ),
  );
}
