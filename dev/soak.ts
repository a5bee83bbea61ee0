import { argv } from "node:process";

/** `npm run soak -- store` and `npm run soak -- markdown`: what takes too long for `npm test`. */
const [name = "store"] = argv.slice(2);
switch (name) {
  case "markdown":
    await import("./soak/markdown.ts");
    break;
  case "store":
    await import("./soak/store.ts");
    break;
  default:
    console.error("Usage: npm run soak -- store [kills] [turns] | markdown [inputs]");
    process.exitCode = 1;
}
