import { statSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Row } from "./rows.ts";

/** An open database and its prepared statements. */
export class Connection {
  readonly database: DatabaseSync;
  readonly #identity: string | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** @param file undefined where no file backs the database. */
  constructor(database: DatabaseSync, file: string | undefined) {
    this.database = database;
    this.#identity = file === undefined ? undefined : identityOf(file);
  }

  get onDisk(): boolean {
    return this.#identity !== undefined;
  }

  /** Whether the file of this name is still the one that was opened (or still missing). */
  isTo(file: string): boolean {
    return identityOf(file) === this.#identity;
  }

  query(sql: string, ...values: readonly SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  /** Like `query`, row by row. */
  each(sql: string, ...values: readonly SQLInputValue[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...values);
  }

  /** Returns how many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Tells a file from another one of the same name; undefined for a missing or empty one. */
function identityOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined || stats.size === 0 ? undefined : `${stats.dev}:${stats.ino}`;
}
