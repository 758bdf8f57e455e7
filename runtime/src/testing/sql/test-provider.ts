import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Providers } from '../../provider/loader.js';
import type { Dialect } from '../../sql/compile.js';
import { describeProvider } from '../describe-provider.js';
import { testBuiltServer } from '../suites/built-server.js';
import { testEmpty } from '../suites/empty.js';
import { asksNothing, type TestedProvider, statedNames, toolNames } from '../tested-provider.js';
import { isEmpty, testedProvider } from '../tested-provider.js';
import { type OpenTestDatabase, type SqlDatabase, testScript } from './database.js';
import { hasStatements, variableOf } from './database.js';
import type { QueryCase, RowCase, SqlFixture } from './fixture.js';
import { currentProject } from '../../provider/project.js';
import { useClients, userIdOf } from '../callers.js';
import { stubEnvironment } from '../environment.js';
import { eras, type Mode } from '../eras.js';
import { textOf } from '../session.js';
import { testInvalidArguments } from '../suites/invalid-arguments.js';
import { testToolList } from '../suites/tool-list.js';
import { testPrompts } from '../suites/prompts.js';
import { testSqlUsers } from './users.js';

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

/** The tools and resources of a provider on the rows of `tests/<provider>.sql`, and its users. */
function testQueries(subject: TestedSql, open: OpenTestDatabase): void {
  const { provider, prefix, cases, resources } = subject;
  let login = {};
  let database: SqlDatabase | undefined;
  const signIn = { ...subject.signIn, credentials: () => login };
  beforeAll(async () => {
    database = await open();
    login = database.login;
    const restore = stubEnvironment({ [`${prefix}_DATABASE_URL`]: database.url });
    return async () => {
      await Promise.all(Array.from(currentProject().ending, (end) => end()));
      await database?.close();
      restore();
    };
  });
  beforeEach(() => database?.reset(testScript(provider, userIdOf)));
  const clientOf = useClients({ ...subject, signIn });
  const call = async (mode: Mode, name: string, args: TestedQuery['arguments']) =>
    (await clientOf('alice', mode)).callTool({ name, arguments: args });

  describe.each(eras)('$era protocol', ({ mode }) => {
    testToolList(provider, () => clientOf('alice', mode));

    it.each(cases.filter((row) => mode === 'auto' || asksNothing(row)))(
      '$title executes its statement',
      async (row) => {
        const result = await call(mode, row.name, row.arguments);
        expect(
          result.isError ?? false,
          `"${row.name}" fails with ${JSON.stringify(row.arguments)}: ${textOf(result)}. Change its statement, "arguments" of the test, or the rows of :alice in tests/${provider}.sql`,
        ).toBe(false);
        if (row.result) expect(result.structuredContent).toEqual(row.result);
      },
    );

    testInvalidArguments(cases, (name, args) => call(mode, name, args));

    it.each(resources)('$title is read', async ({ uri }) => {
      const reading = (await clientOf('alice', mode)).readResource({ uri });
      await expect(
        reading,
        `${uri} cannot be read. Change its statement, "uri" of the test, or the rows of :alice in tests/${provider}.sql`,
      ).resolves.toMatchObject({ contents: [{ uri }] });
    });

    testPrompts(subject, () => clientOf('alice', mode));
  });

  it('offers exactly the tools of the test', async () => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    expect(statedNames(tools)).toEqual(toolNames(subject));
  });

  testSqlUsers(subject, clientOf);
}
