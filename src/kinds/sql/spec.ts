import type { ProviderSpec, ResourceSpec, ToolSpec } from '../../model/spec.js';
import type { userModes } from './schema.js';

export interface SqlProvider extends ProviderSpec {
  kind: 'sql';
  databaseUrl: string;
  /** Mode that limits users to their own rows; `parameter` by default. */
  users?: (typeof userModes)[number];
  /** SQL of the tests that creates the tables, with rows of two users. */
  testData?: string;
  tools: SqlTool[];
  resources: SqlResource[];
}

/** A tool of a database. */
export interface SqlTool extends ToolSpec {
  /** One statement, where `:name` is an argument and `:principal.user_id` the caller. */
  query?: string | QuerySpec;
}

export interface QuerySpec {
  statement: string;
  /**
   * Columns that order pages. Together they are unique and never null; `-` before a name reverses
   * the order. An empty list continues by position.
   */
  by?: string[];
  /** A second statement in the transaction of a writing statement; its first row is the result. */
  then?: string;
  /** Arguments that identify the row of an update, which is refused without another one. */
  key?: string[];
  /** Message for the model if one row is to be read or written, and none matches. */
  noMatch?: string;
  /** Whether the rows belong to all users. */
  shared?: boolean;
  /** Test calls on the rows of `testData`. */
  cases?: {
    arguments: Record<string, unknown>;
    result?: Record<string, unknown>;
    error?: string;
    /** Numbers of rows of other tables that the call also deletes, by table; of its own table, with the row itself. */
    deletes?: Record<string, number>;
    /** Numbers of rows of other tables that the call also changes, by table. */
    changes?: Record<string, number>;
    /** Values of a row that the call adds or changes, by table. */
    writes?: Record<string, Record<string, unknown>>;
  }[];
}

/** A resource of a database. */
export interface SqlResource extends ResourceSpec {
  /**
   * A statement that reads one row, where `:name` is a variable of the URI; or the constant content
   * of the resource.
   */
  query?: string | RowQuery | { value: unknown };
}

export interface RowQuery {
  statement: string;
  /** Test reads on the rows of `testData`. */
  cases?: { uri: string; result: Record<string, unknown> }[];
}
