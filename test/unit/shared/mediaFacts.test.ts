import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mediaFacts } from "../../../src/shared/mediaFacts.ts";

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const u16be = (n: number) => String.fromCharCode(n >>> 8, n & 0xff);
const u16le = (n: number) => String.fromCharCode(n & 0xff, n >>> 8);
const u24le = (n: number) => u16le(n & 0xffff) + String.fromCharCode(n >>> 16);
const u32be = (n: number) => u16be(n >>> 16) + u16be(n & 0xffff);
const u32le = (n: number) => u16le(n & 0xffff) + u16le(n >>> 16);
const segment = (marker: number, body: string) =>
  `\xff${String.fromCharCode(marker)}${u16be(body.length + 2)}${body}`;

/** A JPEG's header: an orientation in little-endian EXIF, a thumbnail's own frame inside it, then the real frame. */
function jpeg(width: number, height: number, orientation: number): string {
  const entry = u16le(0x0112) + u16le(3) + u32le(1) + u16le(orientation) + u16le(0);
  const exif = `Exif\0\0II*\0${u32le(8)}${u16le(1)}${entry}${u32le(0)}`;
  const thumbnail = `\xff\xd8${segment(0xc0, `\x08${u16be(9)}${u16be(9)}\x03`)}`;
  const frame = segment(0xc2, `\x08${u16be(height)}${u16be(width)}\x03`);
  return `\xff\xd8${segment(0xe0, "JFIF\0")}${segment(0xe1, exif + thumbnail)}\xff${segment(0xc4, "tables")}${frame}`;
}

const pictures: readonly (readonly [string, string, (w: number, h: number) => string])[] = [
  [
    "PNG",
    "image/png",
    (w, h) => `\x89PNG\r\n\x1a\n${u32be(13)}IHDR${u32be(w)}${u32be(h)}\x08\x06\0\0\0`,
  ],
  ["JPEG", "image/jpeg", (w, h) => jpeg(w, h, 1)],
  [
    "WebP, lossy",
    "image/webp",
    (w, h) => `RIFF\0\0\0\0WEBPVP8 \0\0\0\0\x30\x01\0\x9d\x01\x2a${u16le(w)}${u16le(h)}`,
  ],
  [
    "WebP, lossless",
    "image/webp",
    (w, h) => `RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f${u32le(((w - 1) | ((h - 1) << 14)) >>> 0)}`,
  ],
  [
    "WebP, extended",
    "image/webp",
    (w, h) => `RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0${u24le(w - 1)}${u24le(h - 1)}`,
  ],
  ["GIF", "image/gif", (w, h) => `GIF89a${u16le(w)}${u16le(h)}`],
  ["BMP", "image/bmp", (w, h) => `BM${"\0".repeat(12)}${u32le(40)}${u32le(w)}${u32le(-h >>> 0)}`],
  [
    "BMP of OS/2",
    "image/bmp",
    (w, h) => `BM${"\0".repeat(12)}${u32le(12)}${u16le(w)}${u16le(h)}${u32le(0)}`,
  ],
];

describe("the size of a picture is read from its header", () => {
  test.each(pictures)("%s", (_, mime, header) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16_383 }),
        fc.integer({ min: 1, max: 16_383 }),
        (width, height) => {
          expect(mediaFacts(latin(header(width, height)))).toEqual({
            kind: "image",
            mime,
            width,
            height,
            orientation: 1,
          });
        },
      ),
    );
  });

  test("also from a part of a larger buffer", () => {
    const bytes = latin(`xx${jpeg(640, 480, 6)}`).subarray(2);
    expect(mediaFacts(bytes)).toEqual({
      kind: "image",
      mime: "image/jpeg",
      width: 640,
      height: 480,
      orientation: 6,
    });
  });

  test.each(pictures)("%s without width is refused", (name, _, header) => {
    if (name.includes("lossless") || name.includes("extended")) return;
    expect(mediaFacts(latin(header(0, 5)))).toEqual({ kind: "other" });
  });
});

test.each([
  ["\0\0\0\x18ftypisom\0\0\0\0isomavc1", { kind: "video", mime: "video/mp4" }],
  ["\0\0\0\x14ftypqt  \0\0\0\0qt  ", { kind: "video", mime: "video/quicktime" }],
  ["\0\0\0\x08wide\0\0\0\0mdat", { kind: "video", mime: "video/quicktime" }],
  ["\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", { kind: "video", mime: "video/webm" }],
  ["\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", { kind: "other", name: "Matroska" }],
  ["\0\0\0\x18ftypmif1\0\0\0\0mif1heic", { kind: "other", name: "HEIC" }],
  ["\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", { kind: "other", name: "AVIF" }],
  ["\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", { kind: "other", name: "MPEG-4 audio" }],
  ["II*\0\x08\0\0\0", { kind: "other", name: "TIFF" }],
  ["\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><svg xmlns=''>", { kind: "other", name: "SVG" }],
  ["<svg onload=alert(1)>", { kind: "other", name: "SVG" }],
  ["<!DOCTYPE html><html>", { kind: "other" }],
  ["%PDF-1.7", { kind: "other", name: "PDF" }],
  ["\x01\x40\0\0mdat", { kind: "video", mime: "video/quicktime" }],
  ["BMI,age,weight,height,sex\n21,30,60,170,f\n", { kind: "other" }],
  ["The wide world", { kind: "other" }],
  ["See ftyp of MP4", { kind: "other" }],
  ["ID3,name\n1,a\n", { kind: "other" }],
  ["\x89PNG\r\n\x1a\n\0\0\0\x0d", { kind: "other" }],
  ["\xff\xd8\xff\xe0\xff\xff", { kind: "other" }],
  ["", { kind: "other" }],
])("%j is told by its bytes", (text, facts) => {
  expect(mediaFacts(latin(text))).toEqual(facts);
});

test("no bytes make it throw or hang, whatever they start with", () => {
  const starts = [
    ...pictures.map(([, , header]) => header(7, 9)),
    "\xff\xd8\xff",
    "\0\0\0\x18ftyp",
    "RIFFxxxxWEBP",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.nat(40),
      fc.uint8Array({ maxLength: 300 }),
      (start, cut, rest) => {
        const { kind } = mediaFacts(Uint8Array.of(...latin(start).subarray(0, cut), ...rest));
        expect(["image", "video", "other"]).toContain(kind);
      },
    ),
    { numRuns: 2000 },
  );
});
