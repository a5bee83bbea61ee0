import { createServer } from "node:net";

/** The port if nobody listens there on loopback; else 0, which means any free one. */
export async function portOrAny(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(port)));
  });
}
