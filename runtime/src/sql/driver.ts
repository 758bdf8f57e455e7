import type { Address } from './address.js';
import type { Compiled } from './compile.js';

export type Row = Record<string, unknown>;

/** Absent members: the database of this dialect has no logins. */
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

/** One transaction. */
export interface Work extends SqlLimits {
  /** Of each text and list of bytes that a statement reads: the database shortens longer ones, and says so in the value. */
  maxCharacters?: number;
  readOnly: boolean;
  /** Whose call it is: users share connections. */
  user: string;
  signal: AbortSignal;
  /** Set for this transaction, for the policies of the database (PostgreSQL). */
  settings: Readonly<Record<string, string>>;
}

/** How a value of a result is sent to be compared with its column: as it is, or converted first. */
export type Key = 'same' | 'integer' | 'bytes' | 'instant';

export interface Result {
  rows: Row[];
  affected: number;
  /** Undefined for null, and where the database orders the values of the column otherwise than it compares them. */
  keyOf(row: number, column: string): Key | undefined;
}

export interface Session {
  run(statement: Compiled, values: readonly unknown[]): Promise<Result>;
}

/** One database, with its connections. */
export interface Driver {
  /** Absent: the database is a file. */
  address?: Address;
  transaction<T>(login: Login, work: Work, body: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
