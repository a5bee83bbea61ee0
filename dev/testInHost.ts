import { join } from "node:path";
import { runInHostTests } from "./vscode/inHostTests.ts";

await runInHostTests(join(import.meta.dirname, "vscode", "code"));
