import { drive } from "../page/driver.ts";

/** The harness alone: takes the text and shows nothing. */
drive({ open() {}, begin() {}, take() {}, end() {} });
