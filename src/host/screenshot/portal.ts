import { randomBytes } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Message, sessionBus, Variant, type MessageBus } from "@jellybrick/dbus-next";
import * as v from "valibot";
import { mediaFacts } from "../../shared/mediaFacts.ts";
import { messageOf } from "../../shared/messageOf.ts";
import type { Attempt, CaptureOptions } from "./capture.ts";
import type { CaptureTarget } from "./tools.ts";

/*
 * The desktop portal's Screenshot interface (flatpak.github.io/xdg-desktop-portal). The desktop itself asks the user,
 * and answers with a signal to the connection that asked: a one-shot program such as gdbus would never hear it.
 */

const Response = v.tuple([
  v.number(),
  v.object({ uri: v.optional(v.object({ value: v.string() })) }),
]);

/** Takes a screenshot through the desktop; of a window or a region by the desktop's own dialog. */
export async function captureByPortal(
  target: CaptureTarget,
  { env, signal, timeoutMs = 60_000 }: CaptureOptions,
): Promise<Attempt> {
  const address = env["DBUS_SESSION_BUS_ADDRESS"];
  if (address === undefined) return { type: "not-installed" };
  const limit = AbortSignal.timeout(timeoutMs);
  const stop = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const started = Date.now();
  const bus = sessionBus({ busAddress: address });
  try {
    const [code, { uri }] = await ask(bus, target, stop);
    if (code === 1) return { type: "cancelled" };
    if (code !== 0 || uri === undefined) return failed("The desktop gave no picture.");
    return { type: "captured", png: await take(uri.value, started), isFrontWindow: false };
  } catch (error) {
    if (limit.aborted) return { type: "timeout" };
    if (signal?.aborted === true) return { type: "cancelled" };
    return failed(messageOf(error));
  } finally {
    bus.disconnect();
  }
}

function failed(message: string): Attempt {
  return { type: "failed", program: "xdg-desktop-portal", message: message.slice(0, 300) };
}

/** Asks, and waits for the `Response` signal of the request's own path. */
async function ask(
  bus: MessageBus,
  target: CaptureTarget,
  stop: AbortSignal,
): Promise<v.InferOutput<typeof Response>> {
  const token = `eigen${randomBytes(8).toString("hex")}`;
  const answered = new Promise<Message>((resolve, reject) => {
    bus.on("message", (message) => {
      if (message.member === "Response" && message.path.endsWith(`/${token}`)) resolve(message);
    });
    // Errors may come after the first; without a listener they would end the process. The library's types lack them.
    const events: NodeJS.EventEmitter = bus;
    events.on("error", reject);
    stop.addEventListener("abort", () => reject(stop.reason), { once: true });
  });
  const connected = new Promise<void>((resolve) => bus.once("connect", () => resolve()));
  await Promise.race([connected, answered]);
  const options = {
    handle_token: new Variant("s", token),
    interactive: new Variant("b", target !== "screen"),
  };
  const asked = bus.call(
    new Message({
      destination: "org.freedesktop.portal.Desktop",
      path: "/org/freedesktop/portal/desktop",
      interface: "org.freedesktop.portal.Screenshot",
      member: "Screenshot",
      signature: "sa{sv}",
      body: ["", options],
    }),
  );
  await Promise.race([asked, answered]);
  return v.parse(Response, (await answered).body);
}

/** The desktop keeps the file among the user's pictures, where they did not ask for it. */
async function take(uri: string, started: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileURLToPath(uri);
  const png = new Uint8Array(await readFile(file));
  if (mediaFacts(png).kind !== "image") throw new Error("The desktop's file is no picture.");
  if ((await stat(file)).mtimeMs >= started - 1000) await rm(file, { force: true });
  return png;
}
