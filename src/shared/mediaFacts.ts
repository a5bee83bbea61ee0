/**
 * What the bytes of a picture or a video say they are. Magic numbers decide, never names, and the size in pixels is
 * read from the header, before anything is decoded.
 */
export type MediaFacts = ImageFacts | VideoFacts | OtherFacts;

export interface ImageFacts {
  readonly kind: "image";
  readonly mime: "image/png" | "image/jpeg" | "image/webp" | "image/gif" | "image/bmp";
  /** Pixels, as the picture is stored: before `orientation` turns it. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
}

export interface VideoFacts {
  readonly kind: "video";
  readonly mime: "video/mp4" | "video/quicktime" | "video/webm";
}

/** `name` is what people call it (`HEIC`); undefined where nothing was recognised, or the header is damaged. */
export interface OtherFacts {
  readonly kind: "other";
  readonly name?: string;
}

export const mediaLimits = {
  /** Bytes: the limits of the API's studio (wire.md, "Eigen-specific facts"). */
  imageBytes: 10_000_000,
  videoBytes: 50_000_000,
  /** The most frames that are taken from a video. */
  videoFrames: 8,
  /** Pixels that Qwen3-VL looks at, in 16,384 tokens; servers shrink larger pictures without a word. */
  imagePixels: 16_777_216,
  /** Pixels that a decoder may be asked to make room for. */
  decodedPixels: 50_000_000,
} as const;

export function mediaFacts(bytes: Uint8Array): MediaFacts {
  const reader = new Reader(bytes);
  for (const read of [png, jpeg, webp, gif, bmp, isoMedia, matroska, named]) {
    const facts = read(reader);
    if (facts === undefined) continue;
    if (facts.kind === "image" && (facts.width < 1 || facts.height < 1)) break;
    return facts;
  }
  return { kind: "other" };
}

/** Reads beyond the end give 0, so that a cut-off file fails in its own reader. */
class Reader {
  readonly #view: DataView;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
  }

  u8(at: number): number {
    return at < this.length ? this.#view.getUint8(at) : 0;
  }
  u16(at: number, littleEndian = false): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, littleEndian) : 0;
  }
  u24le(at: number): number {
    return this.u16(at, true) + this.u8(at + 2) * 0x10000;
  }
  u32(at: number, littleEndian = false): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, littleEndian) : 0;
  }
  i32le(at: number): number {
    return this.u32(at, true) | 0;
  }
  text(at: number, length: number): string {
    const end = Math.max(0, Math.min(length, this.length - at));
    return Array.from({ length: end }, (_, i) => String.fromCharCode(this.u8(at + i))).join("");
  }
}

function image(
  mime: ImageFacts["mime"],
  width: number,
  height: number,
  orientation = 1,
): ImageFacts {
  return { kind: "image", mime, width, height, orientation };
}

function png(file: Reader): MediaFacts | undefined {
  if (file.text(0, 8) !== "\x89PNG\r\n\x1a\n") return undefined;
  if (file.text(12, 4) !== "IHDR") return { kind: "other" };
  return image("image/png", file.u32(16), file.u32(20));
}

function jpeg(file: Reader): MediaFacts | undefined {
  if (file.u16(0) !== 0xffd8 || file.u8(2) !== 0xff) return undefined;
  let orientation = 1;
  for (let at = 2; at < file.length;) {
    if (file.u8(at) !== 0xff) break;
    const marker = file.u8(at + 1);
    const isFill = marker === 0xff;
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (isFill || isAlone) {
      at += isFill ? 1 : 2;
      continue;
    }
    // Start of frame: every 0xCn but the tables (DHT, JPG, DAC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return image("image/jpeg", file.u16(at + 7), file.u16(at + 5), orientation);
    if (marker === 0xe1 && file.text(at + 4, 6) === "Exif\0\0")
      orientation = exifOrientation(file, at + 10);
    at += 2 + Math.max(2, file.u16(at + 2));
  }
  return { kind: "other" };
}

/** The orientation in a TIFF block that starts at `start`; 1 where it has none or makes no sense. */
function exifOrientation(file: Reader, start: number): number {
  const littleEndian = file.text(start, 2) === "II";
  const directory = start + file.u32(start + 4, littleEndian);
  const entries = file.u16(directory, littleEndian);
  for (let i = 0; i < Math.min(entries, 512); i++) {
    const entry = directory + 2 + i * 12;
    if (file.u16(entry, littleEndian) !== 0x0112) continue;
    const value = file.u16(entry + 8, littleEndian);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function webp(file: Reader): MediaFacts | undefined {
  if (file.text(0, 4) !== "RIFF" || file.text(8, 4) !== "WEBP") return undefined;
  switch (file.text(12, 4)) {
    case "VP8 ":
      return image("image/webp", file.u16(26, true) & 0x3fff, file.u16(28, true) & 0x3fff);
    case "VP8L": {
      const bits = file.u32(21, true);
      return image("image/webp", (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8X":
      return image("image/webp", file.u24le(24) + 1, file.u24le(27) + 1);
    default:
      return { kind: "other" };
  }
}

function gif(file: Reader): MediaFacts | undefined {
  if (!/^GIF8[79]a$/.test(file.text(0, 6))) return undefined;
  return image("image/gif", file.u16(6, true), file.u16(8, true));
}

/** Lengths of the second header in all versions of the format. Much text begins with "BM" too. */
const bmpHeaders = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

function bmp(file: Reader): MediaFacts | undefined {
  const header = file.u32(14, true);
  if (file.text(0, 2) !== "BM" || file.length < 26 || !bmpHeaders.has(header)) return undefined;
  if (header === 12) return image("image/bmp", file.u16(18, true), file.u16(20, true));
  return image("image/bmp", file.i32le(18), Math.abs(file.i32le(22)));
}

/**
 * MP4 and its family: the brands of the first box tell films from pictures. The box begins with its length, whose first
 * byte is no letter in any file that can be sent: that would be over 150 MB.
 */
function isoMedia(file: Reader): MediaFacts | undefined {
  if (file.u8(0) >= 0x09) return undefined;
  const box = file.text(4, 4);
  if (["moov", "mdat", "wide"].includes(box)) return { kind: "video", mime: "video/quicktime" };
  if (box !== "ftyp") return undefined;
  const major = file.text(8, 4);
  const brands = `${major}${file.text(16, Math.min(file.u32(0), 256) - 16)}`;
  if (/avi[fs]/.test(brands)) return { kind: "other", name: "AVIF" };
  if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands)) return { kind: "other", name: "HEIC" };
  if (/^(?:M4A|M4B|M4P)/.test(major)) return { kind: "other", name: "MPEG-4 audio" };
  return { kind: "video", mime: major === "qt  " ? "video/quicktime" : "video/mp4" };
}

function matroska(file: Reader): MediaFacts | undefined {
  if (file.u32(0) !== 0x1a45dfa3) return undefined;
  return file.text(4, 64).includes("webm")
    ? { kind: "video", mime: "video/webm" }
    : { kind: "other", name: "Matroska" };
}

/** Kinds that no model takes, by name, so that a refusal can say what the file is. */
const signatures: readonly (readonly [start: string, name: string])[] = [
  ["II*\0", "TIFF"],
  ["MM\0*", "TIFF"],
  ["\xff\x0a", "JPEG XL"],
  ["\0\0\0\x0cJXL ", "JPEG XL"],
  ["\0\0\x01\0", "ICO"],
  ["8BPS", "Photoshop"],
  ["%PDF-", "PDF"],
  ["OggS", "Ogg"],
  ["RIFF", "RIFF"],
  ["ID3\x02", "MP3"],
  ["ID3\x03", "MP3"],
  ["ID3\x04", "MP3"],
  ["fLaC", "FLAC"],
];

function named(file: Reader): MediaFacts | undefined {
  const start = file.text(0, 1024);
  const name = signatures.find(([signature]) => start.startsWith(signature))?.[1];
  if (name !== undefined) return { kind: "other", name };
  const isMarkup = /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i.test(start);
  return isMarkup && /<svg[\s>]/i.test(start) ? { kind: "other", name: "SVG" } : undefined;
}
