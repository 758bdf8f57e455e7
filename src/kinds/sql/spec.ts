import type { ProviderSpec, ResourceSpec, ToolSpec } from '../../model/spec.js';
import type { userModes } from './schema.js';

export interface SqlProvider extends ProviderSpec {
  kind: 'sql';
  databaseUrl: string;
  /** How users are limited to their own rows; `parameter`, unless stated. */
  users?: (typeof userModes)[number];
  /** SQL that creates the tables, with rows of two users, for the tests. */
  testData?: string;
  tools: SqlTool[];
  resources: SqlResource[];
}

/** A tool of a database. */
export interface SqlTool extends ToolSpec {
  /** One statement; `:name` is an argument, and `:principal.user_id` the caller. */
  query?: string | QuerySpec;
}

export interface QuerySpec {
  statement: string;
  /** Columns that order pages: unique together, never null; `-` before a name reverses it. */
  by?: string[];
  /** A second statement in the transaction of one that writes; its first row is the result. */
  then?: string;
  /** Its rows are those of all users. */
  shared?: boolean;
  /** Calls of its tests, on the rows of `testData`. */
  cases?: {
    arguments: Record<string, unknown>;
    result?: Record<string, unknown>;
    error?: string;
  }[];
}

/** A resource of a database. */
export interface SqlResource extends ResourceSpec {
  /** A statement that reads one row; `:name` is a variable of the URI. Or what the resource always contains. */
  query?: string | { value: unknown };
}
