import { crc32, deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutMetadata } from "../../../webview/media/worker/withoutMetadata.ts";

const canary = "GPS 48.8584 N 2.2945 E";
const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const string = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1");
const u16be = (n: number) => String.fromCharCode(n >>> 8, n & 0xff);
const u32be = (n: number) => u16be(n >>> 16) + u16be(n & 0xffff);
const u16le = (n: number) => String.fromCharCode(n & 0xff, n >>> 8);
const u32le = (n: number) => u16le(n & 0xffff) + u16le(n >>> 16);

function chunk(type: string, data: string): string {
  return u32be(data.length) + type + data + u32be(crc32(Buffer.from(type + data, "latin1")));
}
const pixels = deflateSync(Buffer.from("\0\xff\0\0", "latin1")).toString("latin1");
const signature = "\x89PNG\r\n\x1a\n";
const header = chunk("IHDR", `${u32be(1)}${u32be(1)}\x08\x02\0\0\0`);
const picture = chunk("IDAT", pixels) + chunk("IEND", "");

const segment = (marker: number, body: string) =>
  `\xff${String.fromCharCode(marker)}${u16be(body.length + 2)}${body}`;
const frame = segment(0xc2, "\x08\0\x09\0\x09\x03") + segment(0xc4, "tables");
const scans = `${segment(0xda, "scan 1")}data\xff\0data\xff\xd0data${segment(0xc4, "more")}${segment(0xda, "scan 2")}\xff\0end`;

const riff = (...chunks: string[]) =>
  `RIFF${u32le(chunks.join("").length + 4)}WEBP${chunks.join("")}`;
const riffChunk = (type: string, data: string) =>
  type + u32le(data.length) + data + (data.length % 2 ? "\0" : "");

const pictures = {
  "image/png": {
    dirty: `${signature}${header}${chunk("eXIf", canary)}${chunk("tEXt", canary)}${chunk("acTL", canary)}${chunk("gAMA", u32be(45455))}${picture}${canary}`,
    clean: `${signature}${header}${chunk("gAMA", u32be(45455))}${picture}`,
  },
  "image/jpeg": {
    dirty: `\xff\xd8${segment(0xe0, "JFIF\0rest")}${segment(0xe1, `Exif\0\0${canary}`)}${segment(0xed, canary)}${segment(0xfe, canary)}${segment(0xee, "Adobe")}${frame}${scans}\xff\xd9${canary}`,
    clean: `\xff\xd8${segment(0xe0, "JFIF\0rest")}${segment(0xee, "Adobe")}${frame}${scans}\xff\xd9`,
  },
  "image/webp": {
    dirty: `${riff(riffChunk("VP8X", "\x3c\0\0\0\0\0\0\0\0\0"), riffChunk("ICCP", "icc"), riffChunk("VP8L", "data!"), riffChunk("EXIF", canary), riffChunk("XMP ", canary))}${canary}`,
    clean: riff(
      riffChunk("VP8X", "\x30\0\0\0\0\0\0\0\0\0"),
      riffChunk("ICCP", "icc"),
      riffChunk("VP8L", "data!"),
    ),
  },
};

describe.each(Object.entries(pictures))("%s", (mime, { dirty, clean }) => {
  test("loses its metadata and what follows it, and keeps its data byte for byte", () => {
    expect(string(withoutMetadata(latin(dirty), mime))).toBe(clean);
    expect(string(withoutMetadata(latin(clean), mime))).toBe(clean);
  });

  test("that is cut off anywhere, or damaged, is never read past its end", () => {
    const bytes = latin(clean);
    for (let end = 12; end < bytes.length - 1; end++)
      expect(withoutMetadata(bytes.subarray(0, end), mime)).not.toEqual(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const result = withoutMetadata(bytes.with(at, value), mime);
        expect(result?.length ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

test("an animated WebP has to be drawn again", () => {
  const animated = riff(riffChunk("VP8X", "\x02\0\0\0\0\0\0\0\0\0"), riffChunk("ANIM", "xxxxxx"));
  expect(withoutMetadata(latin(animated), "image/webp")).toBeUndefined();
});
