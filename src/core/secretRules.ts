/** A file of its own in the build (esbuild.mjs): it is large, and only attachments need it. */
import { creator as rule } from "@secretlint/secretlint-rule-preset-recommend";

export { lintSource } from "@secretlint/core";

/** The private keys and tokens that secretlint recommends to look for. */
export const rules = [{ id: "@secretlint/secretlint-rule-preset-recommend", rule, rules: [] }];
