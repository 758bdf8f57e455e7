import type { Address } from './address.js';
import type { CompiledStatement } from './compile.js';

/** A row by the names of its columns. */
export type Row = Record<string, unknown>;

/** A login of the database. Members are absent if the dialect has no logins. */
export interface Login {
  username?: string;
  password?: string;
}

/** Limits of one call. */
export interface SqlLimits {
  /** Time for one call, from its first statement to the commit. */
  timeoutMs: number;
  /** Rows of one result; `page` returns at most one less. */
  maxRows: number;
  /** Size of one result, as the database sends it. */
  maxBytes: number;
}

/** The settings and limits of one transaction. */
export interface TransactionWork extends SqlLimits {
  /**
   * Limit of each text and list of bytes that a statement reads, in characters or bytes: the
   * database shortens longer ones, and marks the value.
   */
  maxCharacters?: number;
  readOnly: boolean;
  /** Id of the user who makes the call; users share connections. */
  user: string;
  signal: AbortSignal;
  /** Settings of this transaction, for the policies of the database (PostgreSQL). */
  settings: Readonly<Record<string, string>>;
}

/** How a value of a result is sent when it is compared with its column: unchanged, or converted first. */
export type KeyType = 'same' | 'integer' | 'bytes' | 'instant';

/** The result of a statement; `affected` counts the rows that it has changed. */
export interface Result {
  rows: Row[];
  affected: number;
  /**
   * Returns the type of the key at a row and column. Undefined for null, and if the database orders
   * the values of the column otherwise than it compares them.
   */
  keyOf(row: number, column: string): KeyType | undefined;
}

/** A connection in a transaction. */
export interface DatabaseSession {
  run(statement: CompiledStatement, values: readonly unknown[]): Promise<Result>;
}

/** One database, with its connections. */
export interface Driver {
  /** Absent: the database is a file. */
  address?: Address;
  transaction<T>(
    login: Login,
    work: TransactionWork,
    body: (session: DatabaseSession) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}
