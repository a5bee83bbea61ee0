import { parseArgs } from "node:util";
import { startStandIn } from "./standIn.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    rate: { type: "string", default: "60" },
    "characters-per-chunk": { type: "string", default: "4" },
  },
});

const standIn = await startStandIn({
  port: Number(values.port),
  rate: Number(values.rate),
  charactersPerChunk: Number(values["characters-per-chunk"]),
});
console.log(`Stand-in API server at ${standIn.url} (any key that does not start with "bad")`);
process.once("SIGINT", () => void standIn.close());
process.once("SIGTERM", () => void standIn.close());
