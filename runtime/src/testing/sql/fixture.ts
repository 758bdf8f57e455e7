import type { Users } from '../../sql/transactions.js';
import type { CallCase, Fixture } from '../fixture.js';
import type { TestedProvider } from '../tested-provider.js';

/**
 * What the tests of a provider of a database need to know. Its rows are those of `tests/<provider>.sql`.
 *
 * @example
 * testProvider(providers, 'inventory', {
 *   signIn: noSignIn,
 *   databaseUrl: 'sqlite:data/parts.db',
 *   tools: { get_part: { arguments: { id: 1 }, invalid: { id: 'wrong' } } },
 * });
 */
export interface SqlFixture extends Fixture<QueryCase, RowCase> {
  /** The database: `database_url` of provider-config.yaml. The tests use another one. */
  databaseUrl?: string;
  /** How users are limited to their own rows: `users` of api/database.ts. */
  users?: Users;
  /** All users have the same rows. */
  shared?: boolean;
}

/** One call of a tool that executes a statement on the rows of `tests/<provider>.sql`, by the user `:alice` of them. */
export interface QueryCase extends CallCase {
  /** The result that the client gets. Absent: the result is not compared. */
  result?: Readonly<Record<string, unknown>>;
  /** Other users get the same rows. */
  shared?: boolean;
  /** How many rows of a table it changes or deletes at most: `affected` of its result, or one, unless stated. */
  rows?: number;
  /**
   * How many rows of other tables it also deletes, by table: those that a foreign key deletes with the row. If a foreign
   * key of its own table deletes or changes rows, that table is stated, too, and counts the row itself.
   */
  deletes?: Readonly<Record<string, number>>;
  /** How many rows of other tables it also changes, by table: those whose foreign key becomes null. */
  changes?: Readonly<Record<string, number>>;
  /** Values of a row that it adds or changes, as they are stored afterwards, by table. */
  writes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A resource that is read by the user `:alice`. */
export interface RowCase {
  uri: string;
  /** The JSON that the resource contains. Absent: it is not compared. */
  result?: unknown;
  /** Other users get the same content. */
  shared?: boolean;
  /** The resource describes the tables of the database as JSON: those of the tests have the same columns. */
  describesTables?: boolean;
}

/** The fixture of a provider of kind `sql`. */
export interface TestedSql extends TestedProvider<QueryCase, RowCase> {
  shared: boolean;
}

/** One call of a tool that executes a statement. */
export type TestedQuery = TestedSql['cases'][number];
