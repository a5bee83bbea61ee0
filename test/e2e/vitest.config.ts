import { defineConfig } from "vitest/config";

/** The packaged VSIX in a real VS Code: two at a time, which wait more than they work. */
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});
