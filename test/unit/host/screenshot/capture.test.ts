import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { capture, type CaptureOptions } from "../../../../src/host/screenshot/capture.ts";
import {
  captureTools,
  type CaptureProgram,
  type CaptureTarget,
} from "../../../../src/host/screenshot/tools.ts";

let machine: string;
beforeAll(async () => {
  machine = await mkdtemp(join(tmpdir(), "eigen-tools-"));
  // Other tests take pictures at the same time, in the folder that is everybody's.
  vi.stubEnv("TMPDIR", machine);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(machine, { recursive: true });
});

/** A machine that has only these programs; each is a script of Node that knows its arguments. */
async function install(programs: Readonly<Record<string, string>>): Promise<CaptureOptions> {
  const bin = await mkdtemp(join(machine, "bin-"));
  for (const [name, script] of Object.entries(programs)) {
    const file = join(bin, name);
    await writeFile(file, `#!${process.execPath}\nconst args = process.argv.slice(2);\n${script}`);
    await chmod(file, 0o755);
  }
  return { platform: "linux", env: { PATH: bin, DISPLAY: ":7", TMPDIR: bin } };
}

async function onWayland(slurp: string): Promise<CaptureOptions> {
  const { env, platform } = await install({ grim: takesPicture, slurp });
  return { platform, env: { ...env, WAYLAND_DISPLAY: "wayland-0" } };
}

const takesPicture = `require("node:fs").writeFileSync(args.at(-1).replace("png:", ""), JSON.stringify(args));`;
const temporary = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("eigen-screenshot-"));

describe("capture", () => {
  test("uses the first tool that is installed and leaves no file behind", async () => {
    const before = await temporary();
    const result = await capture("screen", await install({ import: takesPicture }));
    const args = result.type === "captured" ? JSON.parse(Buffer.from(result.png).toString()) : [];
    expect(args.slice(0, 3)).toEqual(["-silent", "-window", "root"]);
    expect(await temporary()).toEqual(before);
  });

  test("asks the window manager which window is in front", async () => {
    const xprop = `console.log("_NET_ACTIVE_WINDOW(WINDOW): window id # 0x1a00003");`;
    const result = await capture("window", await install({ import: takesPicture, xprop }));
    const args = result.type === "captured" ? JSON.parse(Buffer.from(result.png).toString()) : [];
    expect(args.slice(0, 2)).toEqual(["-window", "0x1a00003"]);
  });

  test("passes a drawn region as one argument, and takes no picture without one", async () => {
    const drawn = await capture("region", await onWayland(`console.log("10,20 300x400");`));
    const args = drawn.type === "captured" ? JSON.parse(Buffer.from(drawn.png).toString()) : [];
    expect(args.slice(0, 2)).toEqual(["-g", "10,20 300x400"]);
    const escaped = `console.error("selection cancelled"); process.exit(1);`;
    expect(await capture("region", await onWayland(escaped))).toEqual({ type: "cancelled" });
  });

  test("names the programs that would help where none is installed", async () => {
    expect(await capture("screen", await install({}))).toEqual({
      type: "no-tool",
      programs: ["spectacle", "gnome-screenshot", "ImageMagick"],
    });
    expect(await capture("screen", { platform: "linux", env: {} })).toEqual({ type: "no-screen" });
  });

  test("says what the program said when it was refused", async () => {
    const refuses = `console.error("could not create image from display"); process.exit(1);`;
    expect(await capture("screen", await install({ spectacle: refuses }))).toEqual({
      type: "failed",
      program: "spectacle",
      message: "could not create image from display",
    });
  });

  test("leaves the work to the next tool where one can't do it here", async () => {
    const { env, platform } = await onWayland(
      `console.error("compositor doesn't support it"); process.exit(1);`,
    );
    expect(await capture("region", { platform, env })).toMatchObject({
      type: "failed",
      program: "slurp",
    });
    const spectacle = await install({ spectacle: takesPicture });
    const PATH = [env["PATH"], spectacle.env["PATH"]].join(delimiter);
    expect(await capture("region", { platform, env: { ...env, PATH } })).toMatchObject({
      type: "captured",
    });
  });

  test("ends at its time limit, and at once when it is stopped", async () => {
    const hangs = await install({ spectacle: "setInterval(() => {}, 1000);" });
    const before = await temporary();
    expect(await capture("screen", { ...hangs, timeoutMs: 300 })).toEqual({ type: "timeout" });
    const stop = AbortSignal.timeout(200);
    expect(await capture("screen", { ...hangs, signal: stop })).toEqual({ type: "cancelled" });
    expect(await temporary()).toEqual(before);
  });
});

test.each<[NodeJS.Platform, CaptureTarget, readonly string[]]>([
  ["darwin", "window", ["-x", "-iW", "-o", "f.png"]],
  ["darwin", "region", ["-x", "-is", "f.png"]],
  ["darwin", "screen", ["-x", "-m", "f.png"]],
])("%s captures a %s with %j", (platform, target, args) => {
  expect(programFor(platform)?.args(target, "f.png")).toEqual(args);
});

function programFor(platform: NodeJS.Platform): CaptureProgram | undefined {
  const [tool] = captureTools({ platform, env: {} });
  return tool === "portal" ? undefined : tool;
}

test("the Windows script never holds the file's name", () => {
  for (const target of ["window", "region", "screen"] as const) {
    const script = programFor("win32")?.args(target, "C:\\Users\\o'neil\\$(calc).png")?.at(-1);
    expect(script).toContain("$env:EIGEN_SCREENSHOT");
    expect(script).not.toContain("calc");
  }
});
