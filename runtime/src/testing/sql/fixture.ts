import type { CallCase, Fixture } from '../fixture.js';

/**
 * What the tests of a provider of a database need to know. Its rows are those of `tests/<provider>.sql`.
 *
 * @example
 * testProvider(providers, 'inventory', {
 *   signIn: noSignIn,
 *   tools: { get_part: { arguments: { id: 1 }, invalid: { id: 'wrong' } } },
 * });
 */
export interface SqlFixture extends Fixture<QueryCase, RowCase> {
  /** All users have the same rows. */
  shared?: boolean;
}

/** One call of a tool that executes a statement on the rows of `tests/<provider>.sql`, by the user `:alice` of them. */
export interface QueryCase extends CallCase {
  /** What the client gets; it is not compared, unless stated. */
  result?: Readonly<Record<string, unknown>>;
  /** Other users get the same rows. */
  shared?: boolean;
}

/** A resource that is read by the user `:alice`. */
export interface RowCase {
  uri: string;
  /** Other users get the same content. */
  shared?: boolean;
}
