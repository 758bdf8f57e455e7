import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentProject } from '../../project/project.js';
import type { Providers } from '../../provider/loader.js';
import type { Dialect } from '../../sql/compile.js';
import { userModeOf } from '../../sql/transactions.js';
import { useClients, usePerson, userIdOf } from '../callers/callers.js';
import { eras, type Mode } from '../callers/clients.js';
import { textOf } from '../callers/session.js';
import { describeProvider } from '../describe-provider.js';
import { stubEnvironment } from '../server/environment.js';
import { authOf } from '../server/project.js';
import {
  expectAsked,
  testBuiltServer,
  testDeclined,
  testEmpty,
  testFailing,
  testInvalidArguments,
  testPrompts,
  testSetting,
  testToolList,
  testWrongValues,
} from '../suites/common.js';
import { testListed } from '../suites/listed.js';
import {
  asksNothing,
  isEmpty,
  statedNames,
  type TestedCall,
  testedProviderOf,
  toolNames,
} from '../tested-provider.js';
import {
  hasStatements,
  type OpenTestDatabase,
  type SqlDatabase,
  type TableRows,
  testScript,
  variableOf,
} from './database.js';
import { type DescribedTable, expectDescribed } from './described-tables.js';
import type { SqlFixture, TestedQuery, TestedSql } from './fixture.js';
import { testPages } from './pages.js';
import { differences, expectChanged } from './table-changes.js';
import { otherUsers, testSqlUsers } from './users.js';

/**
 * Tests of one provider of a database: its tools on the rows of `tests/<provider>.sql`, its users, who neither see nor change
 * the rows of each other, its sign-in, and the built server.
 * @param databaseOf undefined if the tests need a server, and none is stated
 */
export const testProviderOn =
  (dialect: Dialect, databaseOf: (prefix: string) => OpenTestDatabase | undefined) =>
  (providers: Providers, provider: string, fixture: SqlFixture): void => {
    const { shared = false } = fixture;
    const subject: TestedSql = { ...testedProviderOf(provider, fixture), shared };
    const { cases, resources, prefix, signIn } = subject;
    describeProvider(providers, `mcp-provider/testing/sql/${dialect}`, subject, () => {
      if (isEmpty(subject)) return testEmpty(subject);
      testSetting(provider, 'database_url', fixture.databaseUrl);
      if (fixture.users)
        it('limits users to their own rows as the test states', async () => {
          expect(userModeOf(await authOf(provider))).toBe(fixture.users);
        });
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
  const { provider, prefix, cases, failing, resources } = subject;
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
  // Servers take a second to create all tables, so only what may have changed is created again.
  let isUnchanged = false;
  beforeEach(async () => {
    if (!isUnchanged) await database?.reset(testScript(provider, userIdOf));
    isUnchanged = true;
  });
  const person = usePerson(subject);
  const clientOf = useClients({ ...subject, signIn }, person, ['alice', ...otherUsers]);
  const changingClientOf: typeof clientOf = (...clientArguments) => {
    isUnchanged = false;
    return clientOf(...clientArguments);
  };
  const call = async (mode: Mode, name: string, args: TestedQuery['arguments']) => {
    const client = await clientOf('alice', mode);
    isUnchanged &&= await onlyReads(client, name);
    return client.callTool({ name, arguments: args });
  };

  describe.each(eras)('$era protocol', ({ mode }) => {
    const isAskable = (row: TestedCall) => mode === 'auto' || asksNothing(row);
    testToolList(provider, () => clientOf('alice', mode));

    it.each(cases.filter(isAskable))('$title executes its statement', async (row) => {
      const isReader = await onlyReads(await clientOf('alice', mode), row.name);
      const before = isReader ? undefined : await database?.tables();
      const result = await call(mode, row.name, row.arguments);
      expect(
        result.isError ?? false,
        `"${row.name}" fails with ${JSON.stringify(row.arguments)}: ${textOf(result)}. Change its statement, "arguments" of the test, or the rows of :alice in tests/${provider}.sql, who is "${userIdOf('alice')}" before "userOf"`,
      ).toBe(false);
      if (row.result) expect(result.structuredContent).toEqual(row.result);
      expectAsked(row, person);
      if (before && database)
        expectChanged(row, result, differences(before, await database.tables()));
    });

    testFailing(failing.filter(isAskable), person, (row) => call(mode, row.name, row.arguments));
    testInvalidArguments(cases, (name, args) => call(mode, name, args));

    it.each(resources)('$title is read', async ({ uri, result, describesTables }) => {
      const reading = (await clientOf('alice', mode)).readResource({ uri });
      await expect(
        reading,
        `${uri} cannot be read. Change its statement, "uri" of the test, or the rows of :alice in tests/${provider}.sql`,
      ).resolves.toMatchObject({ contents: [{ uri }] });
      const [content] = (await reading).contents;
      const text = content && 'text' in content ? content.text : '{}';
      if (result !== undefined)
        expect(
          JSON.parse(text),
          `${uri} contains something else than the test states. Change its statement, or "result" of the test`,
        ).toEqual(result);
      if (describesTables && database)
        await expectDescribed(JSON.parse(text) as { tables: DescribedTable[] }, database, uri);
    });

    testPrompts(subject, () => clientOf('alice', mode));
  });

  testWrongValues(cases, () => changingClientOf('alice', 'auto'));
  testListed(provider, () => clientOf('alice', 'auto'));

  testPages(
    cases,
    (name, args) => call('auto', name, args),
    () => clientOf('alice', 'auto'),
  );

  it('offers exactly the tools of the test', async () => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    expect(statedNames(tools)).toEqual(toolNames(subject));
  });

  let before: TableRows | undefined;
  testDeclined(
    cases,
    () => person,
    async ({ name, arguments: args }) => {
      before = await database?.tables();
      return call('auto', name, args);
    },
    async (message) => expect(await database?.tables(), message).toEqual(before),
  );

  testSqlUsers(subject, changingClientOf, () => database);
}

/** Returns whether a tool only reads: then the database refuses each statement of it that writes. */
async function onlyReads(client: Client, tool: string): Promise<boolean> {
  const { tools } = await client.listTools();
  return tools.find(({ name }) => name === tool)?.annotations?.readOnlyHint === true;
}
