import type { ChildProcess } from "node:child_process";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findExecutable } from "../../../../dev/debianPackages.ts";
import { startDisplay, startWindowManager, type Display } from "../../../../dev/display.ts";
import { run, start, stop } from "../../../../dev/processes.ts";
import { capture, type Capture } from "../../../../src/host/screenshot/capture.ts";

const programs = ["Xvfb", "evilwm", "import", "xmessage", "xprop"];
const isComplete = programs.every((program) => findExecutable(program) !== undefined);

/** A window of 300×200 pixels under the pointer, in the middle of a black screen of 800×600. */
const blue = [0x33, 0x66, 0xcc];
const black = [0, 0, 0];

describe.skipIf(!isComplete)(`a real X server (needs ${programs.join(", ")})`, () => {
  let display: Display;
  let windowManager: ChildProcess;
  let message: ChildProcess;
  const machine = () => ({
    platform: "linux" as const,
    env: { PATH: process.env["PATH"], DISPLAY: display.name },
  });

  beforeAll(async () => {
    display = await startDisplay(800, 600);
    const env = { ...process.env, DISPLAY: display.name };
    windowManager = startWindowManager(env);
    const look = ["-geometry", "300x200+250+200", "-bg", "#3366cc"];
    message = start("xmessage", [...look, "Hello"], { env });
    await vi.waitFor(
      async () => {
        const { output } = await run("xprop", ["-root", "_NET_ACTIVE_WINDOW"], { env });
        expect(output).toMatch(/# 0x[1-9a-f]/);
      },
      { timeout: 20_000, interval: 50 },
    );
  }, 60_000);
  afterAll(async () => {
    await stop(message);
    await stop(windowManager);
    await display.close();
  });

  test("captures the screen", async () => {
    const shot = await pixelsOf(await capture("screen", machine()));
    expect([shot.width, shot.height]).toEqual([800, 600]);
    expect(shot.at(540, 390)).toEqual(blue);
    expect(shot.at(700, 500)).toEqual(black);
  });

  test("captures the window in front, and nothing beside it", async () => {
    const result = await capture("window", machine());
    expect(result).toMatchObject({ isFrontWindow: true });
    const shot = await pixelsOf(result);
    expect([shot.width, shot.height]).toEqual([300, 200]);
    expect(shot.at(290, 190)).toEqual(blue);
  });
});

async function pixelsOf(result: Capture) {
  if (result.type !== "captured") throw new Error(JSON.stringify(result));
  const image = sharp(result.png).removeAlpha().toColourspace("srgb").raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * 3).subarray(0, 3)],
  };
}
