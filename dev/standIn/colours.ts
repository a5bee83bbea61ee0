/** A colour of an image with the share of the pixels that have it or one close to it. */
export interface ColourShare {
  readonly name: string;
  /** `#rrggbb`, the mean of the pixels counted. */
  readonly hex: string;
  /** 0 to 1. */
  readonly share: number;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** The most frequent colours of RGB pixels (three bytes each), at most `limit`, the most frequent first. */
export function dominantColours(pixels: Uint8Array, limit: number): ColourShare[] {
  const buckets = new Map<number, { count: number; sum: [number, number, number] }>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const bucket = buckets.get(key) ?? { count: 0, sum: [0, 0, 0] };
    bucket.count += 1;
    bucket.sum[0] += red;
    bucket.sum[1] += green;
    bucket.sum[2] += blue;
    buckets.set(key, bucket);
  }
  const total = Math.floor(pixels.length / 3);
  return [...buckets.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, limit)
    .map(({ count, sum }) => {
      const mean: Rgb = [sum[0] / count, sum[1] / count, sum[2] / count];
      return { name: colourName(mean), hex: hex(mean), share: count / total };
    })
    .filter(({ share }, rank) => rank === 0 || share >= 0.02);
}

function colourName(colour: Rgb): string {
  let best = "black";
  let least = Number.POSITIVE_INFINITY;
  for (const [name, value] of Object.entries(namedColours)) {
    const difference = distance(colour, value);
    if (difference < least) [best, least] = [name, difference];
  }
  return best;
}

/** The "redmean" approximation of how different two colours look. */
function distance([r1, g1, b1]: Rgb, [r2, g2, b2]: Rgb): number {
  const mean = (r1 + r2) / 2;
  return (
    (2 + mean / 256) * (r1 - r2) ** 2 +
    4 * (g1 - g2) ** 2 +
    (2 + (255 - mean) / 256) * (b1 - b2) ** 2
  );
}

function hex(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

const namedColours: Readonly<Record<string, Rgb>> = {
  black: [0, 0, 0],
  "dark grey": [64, 64, 64],
  grey: [128, 128, 128],
  "light grey": [204, 204, 204],
  white: [255, 255, 255],
  red: [255, 0, 0],
  "dark red": [128, 0, 0],
  orange: [255, 150, 0],
  brown: [130, 80, 40],
  yellow: [255, 240, 0],
  olive: [128, 128, 0],
  green: [0, 200, 0],
  "dark green": [0, 90, 0],
  teal: [0, 128, 128],
  cyan: [0, 230, 230],
  "light blue": [130, 190, 255],
  blue: [0, 0, 255],
  "dark blue": [0, 0, 110],
  purple: [128, 0, 160],
  magenta: [255, 0, 255],
  pink: [255, 170, 190],
};
