import type { ChildProcess } from "node:child_process";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findExecutable } from "../../../../dev/debianPackages.ts";
import {
  startDisplay,
  startWindowManager,
  windowInFront,
  type Display,
} from "../../../../dev/display.ts";
import { run, start, stop, whenPrinted } from "../../../../dev/processes.ts";
import { capture, type Capture } from "../../../../src/host/screenshot/capture.ts";

const programs = ["Xvfb", "evilwm", "import", "xmessage", "xprop"];
const isComplete = programs.every((program) => findExecutable(program) !== undefined);

const drawing = ["dbus-daemon", "gnome-screenshot", "xdotool"];
const canDraw = drawing.every((program) => findExecutable(program) !== undefined);

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
    await windowInFront(env);
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

  test.skipIf(!canDraw)(
    `captures the region that is drawn (needs ${drawing.join(", ")})`,
    async () => {
      const { platform, env } = machine();
      // Its programs start each other over a bus.
      const bus = start("dbus-daemon", ["--session", "--nofork", "--print-address=1"]);
      const address = await whenPrinted(bus, /^(unix:.+)$/m);
      const withBus = { ...env, DBUS_SESSION_BUS_ADDRESS: address };
      const region = capture("region", { platform, env: withBus });
      // Nobody tells when the program is ready to be drawn with.
      const done = region.then(() => true);
      do await draw(env);
      while (!(await Promise.race([done, Promise.resolve(false)])));
      await stop(bus);
      const shot = await pixelsOf(await region);
      expect([shot.width, shot.height]).toEqual([400, 100]);
      expect(shot.at(240, 90)).toEqual(blue);
      expect(shot.at(390, 50)).toEqual(black);
    },
  );
});

/** Draws from (300, 250) to (700, 350), as a hand would, after a while. */
async function draw(env: NodeJS.ProcessEnv): Promise<void> {
  const wait = ["sleep", "0.3"];
  const press = ["mousemove", "300", "250", ...wait, "mousedown", "1", ...wait];
  const drag = ["mousemove", "400", "300", ...wait, "mousemove", "700", "350", ...wait];
  await run("xdotool", ["sleep", "1.5", ...press, ...drag, "mouseup", "1"], { env });
}

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
