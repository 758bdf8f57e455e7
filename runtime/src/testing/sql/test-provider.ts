import { describe, it } from 'vitest';
import type { Providers } from '../../provider/loader.js';
import type { Dialect } from '../../sql/quoted.js';
import { describeProvider } from '../describe-provider.js';
import { testBuiltServer } from '../suites/built-server.js';
import { testEmpty } from '../suites/empty.js';
import type { TestedProvider } from '../tested-provider.js';
import { isEmpty, testedProvider } from '../tested-provider.js';
import type { OpenTestDatabase } from './database.js';
import { hasStatements, variableOf } from './database.js';
import type { QueryCase, RowCase, SqlFixture } from './fixture.js';
import { testQueries } from './queries.js';

/** The fixture of a provider of kind `sql`. */
export interface TestedSql extends TestedProvider<QueryCase, RowCase> {
  shared: boolean;
}

/** One call of a tool that executes a statement. */
export type TestedQuery = TestedSql['cases'][number];

/**
 * Tests of one provider of a database: its tools on the rows of `tests/<provider>.sql`, its users, who neither see nor change
 * the rows of each other, its sign-in, and the built server.
 * @param databaseOf undefined where the tests need a server, and none is stated
 */
export const testProviderOn =
  (dialect: Dialect, databaseOf: (prefix: string) => OpenTestDatabase | undefined) =>
  (providers: Providers, provider: string, fixture: SqlFixture): void => {
    const { shared = false } = fixture;
    const subject: TestedSql = { ...testedProvider(provider, fixture), shared };
    const { cases, resources, prefix, signIn } = subject;
    describeProvider(providers, `mcp-provider/testing/sql/${dialect}`, subject, () => {
      if (isEmpty(subject)) return testEmpty(subject);
      for (const suite of signIn.suites) describe('sign-in', () => suite(subject));
      if (cases.length + resources.length === 0) return;
      testBuiltServer(provider);
      if (!hasStatements(provider))
        return it.todo(`needs tables and rows: write them in tests/${provider}.sql`);
      const open = databaseOf(prefix);
      if (open) describe('database', () => testQueries(subject, open));
      else it.skip(`needs a database: set ${variableOf(prefix)} to one that may be emptied`);
    });
  };
