import { once } from "node:events";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Message, sessionBus, Variant, type MessageBus } from "@jellybrick/dbus-next";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findExecutable } from "../../../../dev/debianPackages.ts";
import { captureByPortal } from "../../../../src/host/screenshot/portal.ts";

/** The smallest PNG there is: one pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

let folder: string;
let daemon: ChildProcess;
let address: string;
let desktop: MessageBus;
/** What the desktop does when it is asked; returns the response code and the picture's address. */
let answer: (options: Record<string, Variant>) => readonly [code: number, uri: string] | "nothing";

const hasBus = findExecutable("dbus-daemon") !== undefined;

/** A bus of our own with a desktop on it that speaks as the portal does. */
beforeAll(async () => {
  if (!hasBus) return;
  folder = await mkdtemp(join(tmpdir(), "eigen-portal-"));
  daemon = spawn("dbus-daemon", [
    "--session",
    "--nofork",
    "--print-address=1",
    `--address=unix:path=${join(folder, "bus")}`,
  ]);
  if (daemon.stdout === null) throw new Error("no output");
  const [printed] = await once(daemon.stdout, "data");
  address = String(printed).trim();
  desktop = sessionBus({ busAddress: address });
  await new Promise<void>((resolve) => desktop.once("connect", () => resolve()));
  await desktop.requestName("org.freedesktop.portal.Desktop");
  desktop.addMethodHandler((message) => {
    if (message.member !== "Screenshot") return false;
    const options = Object(message.body[1]);
    const sender = message.sender.slice(1).replaceAll(".", "_");
    const path = `/org/freedesktop/portal/desktop/request/${sender}/${options.handle_token.value}`;
    desktop.send(Message.newMethodReturn(message, "o", [path]));
    const said = answer(options);
    if (said === "nothing") return true;
    const [code, uri] = said;
    const body = [code, uri === "" ? {} : { uri: new Variant("s", uri) }];
    const signal = Message.newSignal(
      path,
      "org.freedesktop.portal.Request",
      "Response",
      "ua{sv}",
      body,
    );
    signal.destination = message.sender;
    desktop.send(signal);
    return true;
  });
});
afterAll(async () => {
  if (!hasBus) return;
  desktop.disconnect();
  daemon.kill();
  await rm(folder, { recursive: true });
});
beforeEach(({ skip }) => skip(!hasBus, "needs dbus-daemon"));

const machine = () => ({
  platform: "linux" as const,
  env: { DBUS_SESSION_BUS_ADDRESS: address },
});

test("takes the desktop's picture, and leaves none among the user's", async () => {
  const file = join(folder, "Screenshot from today.png");
  await writeFile(file, png);
  const asked: unknown[] = [];
  answer = ({ interactive }) => {
    asked.push(interactive?.value);
    return [0, pathToFileURL(file).href];
  };
  const result = await captureByPortal("region", machine());
  expect(result).toEqual({ type: "captured", png: new Uint8Array(png), isFrontWindow: false });
  expect(asked).toEqual([true]);
  expect(existsSync(file)).toBe(false);
});

test("deletes nothing that was there before, and takes nothing that is no picture", async () => {
  const secret = join(folder, "letter.txt");
  await writeFile(secret, "Dear diary");
  answer = () => [0, pathToFileURL(secret).href];
  expect(await captureByPortal("screen", machine())).toMatchObject({ type: "failed" });
  expect(existsSync(secret)).toBe(true);
});

test("tells a user who changed their mind from a desktop that can't", async () => {
  answer = () => [1, ""];
  expect(await captureByPortal("window", machine())).toEqual({ type: "cancelled" });
  answer = () => [2, ""];
  expect(await captureByPortal("window", machine())).toMatchObject({ type: "failed" });
});

test("waits no longer than it may, and not at all for a bus that is not there", async () => {
  answer = () => "nothing";
  expect(await captureByPortal("screen", { ...machine(), timeoutMs: 200 })).toEqual({
    type: "timeout",
  });
  const stop = { ...machine(), signal: AbortSignal.timeout(100) };
  expect(await captureByPortal("screen", stop)).toEqual({ type: "cancelled" });
  const gone = { platform: "linux" as const, env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/none" } };
  expect(await captureByPortal("screen", gone)).toMatchObject({ type: "failed" });
});
