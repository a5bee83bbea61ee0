import { defineConfig } from "vitest/config";

/** The built chat view in Chromium. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 30_000,
  },
});
