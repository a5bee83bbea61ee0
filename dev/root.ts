import { join } from "node:path";

/** The project's folder. */
export const root = join(import.meta.dirname, "..");
/** What `npm run package` makes. */
export const vsix = join(root, "dist", "eigen-chat.vsix");
