import { windowsScript } from "./windowsScript.ts";

/** What is captured: the window in front, a region that the user draws, or the whole screen. */
export type CaptureTarget = "window" | "region" | "screen";

/** A program of the user's machine that takes screenshots. Its arguments never go through a shell. */
export interface CaptureProgram {
  readonly program: string;
  /** What to install for it, where that has another name. */
  readonly package?: string;
  /** The arguments that write a PNG to `file`; undefined where the program can't capture the target. */
  readonly args: (target: CaptureTarget, file: string) => readonly string[] | undefined;
  /** Runs first; what it prints says which window or region is meant. */
  readonly before?: (
    target: CaptureTarget,
  ) => readonly [program: string, ...args: string[]] | undefined;
  /** Makes the first arguments of what `before` printed; undefined where it printed nothing useful. */
  readonly chosen?: (printed: string) => readonly string[] | undefined;
  /** Whether the user points at the window, so that it can be any. */
  readonly asksForWindow?: boolean;
}

/** The desktop's own service for screenshots, which most Wayland desktops allow alone. */
export type CaptureTool = CaptureProgram | "portal";

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The tools to try, the best first; empty where there is no screen. They are the systems' own: the packages on npm
 * capture whole screens only, or bring native code for each platform.
 */
export function captureTools({ platform, env }: Machine): readonly CaptureTool[] {
  if (platform === "darwin") return [screencapture];
  if (platform === "win32") return [powershell(env["SystemRoot"] ?? "C:\\Windows")];
  if (env["WAYLAND_DISPLAY"]) return [grim, "portal", spectacle, gnomeScreenshot];
  if (env["DISPLAY"]) return [spectacle, gnomeScreenshot, imageMagick, "portal"];
  return [];
}

/** macOS. A window is clicked, a region drawn; Escape leaves no file. */
const screencapture: CaptureProgram = {
  program: "/usr/sbin/screencapture",
  args: (target, file) => [
    "-x",
    ...{ window: ["-iW", "-o"], region: ["-is"], screen: ["-m"] }[target],
    file,
  ],
  asksForWindow: true,
};

/** Wayland compositors of the wlroots family. */
const grim: CaptureProgram = {
  program: "grim",
  package: "grim + slurp",
  args: (target, file) => (target === "window" ? undefined : [file]),
  before: (target) => (target === "region" ? ["slurp"] : undefined),
  chosen: (printed) => (printed === "" ? undefined : ["-g", printed]),
};

/** KDE. */
const spectacle: CaptureProgram = {
  program: "spectacle",
  args: (target, file) => [
    "-b",
    "-n",
    { window: "-a", region: "-r", screen: "-f" }[target],
    "-o",
    file,
  ],
};

const gnomeScreenshot: CaptureProgram = {
  program: "gnome-screenshot",
  args: (target, file) => [...{ window: ["-w"], region: ["-a"], screen: [] }[target], "-f", file],
};

/** X11. Without a window manager that names the window in front, the user clicks on one. */
const imageMagick: CaptureProgram = {
  program: "import",
  package: "ImageMagick",
  args: (target, file) => [
    "-silent",
    ...(target === "screen" ? ["-window", "root"] : []),
    `png:${file}`,
  ],
  before: (target) => (target === "window" ? ["xprop", "-root", "_NET_ACTIVE_WINDOW"] : undefined),
  chosen: (printed) => {
    const id = /# (0x[0-9a-f]+)/.exec(printed)?.[1];
    return id === undefined || id === "0x0" ? [] : ["-window", id];
  },
};

/** Windows' own API. By its full path, as Windows would look into the current folder first. */
function powershell(systemRoot: string): CaptureProgram {
  return {
    program: `${systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    args: (target) => ["-NoProfile", "-NonInteractive", "-STA", "-Command", windowsScript(target)],
  };
}
