import { once } from "node:events";
import { createServer } from "node:http";
import { setImmediate } from "node:timers/promises";
import { recording } from "./sseRecording.ts";

/**
 * Streams the recording to every POST, in a process of its own. The path says how: `/burst/…` in writes of 64 KB,
 * `/each/…` one write for each event, `/short/…` the first twenty events, `/silent/…` nothing at all, `/busy/…` a 503
 * that asks for a minute. Sends its port to the parent.
 */
const events = recording(15_000);
const bursts = inBursts(events.join(""), 65_536);
const short = [...recording(20)];

const server = createServer((request, response) => {
  const [, how = ""] = (request.url ?? "").split("/");
  request.resume();
  request.on("end", () => {
    if (how === "silent") return;
    if (how === "busy") {
      response.writeHead(503, { "retry-after": "60" }).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    void send(how === "burst" ? bursts : how === "each" ? events : short);
  });

  async function send(writes: readonly (string | Buffer)[]): Promise<void> {
    for (const [at, bytes] of writes.entries()) {
      if (response.destroyed) return;
      if (!response.write(bytes)) await once(response, "drain").catch(() => undefined);
      if (at % 16 === 15) await setImmediate();
    }
    response.end();
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
process.on("disconnect", () => process.exit());

function inBursts(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}
