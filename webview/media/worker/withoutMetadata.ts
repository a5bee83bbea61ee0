/**
 * The same pixels without what else a picture's file tells: EXIF with its place and camera, XMP, comments, thumbnails,
 * animation, anything after the picture's end. The compressed data is copied as it is. Undefined where the file is
 * damaged or can't be cut (an animated WebP): then it has to be drawn again.
 */
export function withoutMetadata(
  bytes: Uint8Array,
  mime: string,
): Uint8Array<ArrayBuffer> | undefined {
  const parts = partsOf(bytes, mime);
  if (parts === undefined) return undefined;
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  if (mime === "image/webp") new DataView(result.buffer).setUint32(4, result.length - 8, true);
  return result;
}

type Parts = readonly Uint8Array[] | undefined;

function partsOf(bytes: Uint8Array, mime: string): Parts {
  if (mime === "image/png") return pngParts(bytes);
  if (mime === "image/jpeg") return jpegParts(bytes);
  return mime === "image/webp" ? webpParts(bytes) : undefined;
}

const keptPngChunks = new Set(
  "IHDR PLTE tRNS cHRM gAMA iCCP sRGB sBIT cICP pHYs IDAT IEND".split(" "),
);

function pngParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const type = ascii(bytes, at + 4);
    if (keptPngChunks.has(type)) parts.push(bytes.subarray(at, end));
    if (type === "IEND") return parts;
    at = end;
  }
  return undefined;
}

function webpParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.slice(0, 12)];
  const fileEnd = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= fileEnd;) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) return undefined;
    const type = ascii(bytes, at);
    if (type === "ANIM" || type === "ANMF") return undefined;
    if (type === "VP8X") {
      const header = bytes.slice(at, end);
      // Flags of what is dropped below: EXIF 8, XMP 4.
      header[8] = (header[8] ?? 0) & ~0x0c;
      parts.push(header);
    } else if (["VP8 ", "VP8L", "ALPH", "ICCP"].includes(type)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts.length > 1 ? parts : undefined;
}

const endOfImage = 0xd9;
const startOfScan = 0xda;

function jpegParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) return [...parts, bytes.subarray(at, at + 2)];
    if (at + 4 > bytes.length) return undefined;
    let end = at + 2 + view.getUint16(at + 2);
    if (marker === startOfScan) end = endOfScan(bytes, end);
    if (end > bytes.length) return undefined;
    if (isKeptSegment(bytes, at, marker)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

/** Kept of the application's segments: JFIF, the colour profile, and Adobe's, which tells how colours are stored. */
function isKeptSegment(bytes: Uint8Array, at: number, marker: number): boolean {
  const isComment = marker === 0xfe;
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  if (!isApplication) return !isComment;
  const name = ascii(bytes, at + 4);
  return (
    (marker === 0xe0 && name === "JFIF") ||
    (marker === 0xe2 && name === "ICC_") ||
    (marker === 0xee && name === "Adob")
  );
}

/** The first marker after a scan's data; in the data, FF stands before 00 or a restart marker only. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length + 1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
