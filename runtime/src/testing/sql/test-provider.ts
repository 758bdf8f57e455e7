import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentProject } from '../../project/project.js';
import type { Providers } from '../../provider/loader.js';
import type { Dialect } from '../../sql/compile.js';
import { lookalikes, useClients, usePerson, type User, userIdOf } from '../callers.js';
import { eras, type Mode } from '../clients.js';
import { describeProvider } from '../describe-provider.js';
import { stubEnvironment } from '../environment.js';
import type { CallCase, Fixture } from '../fixture.js';
import { textOf } from '../session.js';
import {
  confirms,
  expectAsked,
  testBuiltServer,
  testEmpty,
  testFailing,
  testInvalidArguments,
  testPrompts,
  testSetting,
  testToolList,
} from '../suites/common.js';
import { testListed } from '../suites/listed.js';
import {
  asksNothing,
  firstCases,
  isEmpty,
  statedNames,
  type TestedCall,
  type TestedProvider,
  testedProvider,
  toolNames,
} from '../tested-provider.js';
import {
  hasStatements,
  type OpenTestDatabase,
  type SqlDatabase,
  testScript,
  variableOf,
} from './database.js';

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
  /** Where the database is: `database_url` of provider-config.yaml. The tests use another one. */
  databaseUrl?: string;
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

/** The fixture of a provider of kind `sql`. */
interface TestedSql extends TestedProvider<QueryCase, RowCase> {
  shared: boolean;
}

/** One call of a tool that executes a statement. */
type TestedQuery = TestedSql['cases'][number];

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
      testSetting(provider, 'database_url', fixture.databaseUrl);
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
  beforeEach(() => database?.reset(testScript(provider, userIdOf)));
  const person = usePerson(subject);
  const clientOf = useClients({ ...subject, signIn }, person, ['alice', ...others]);
  const call = async (mode: Mode, name: string, args: TestedQuery['arguments']) =>
    (await clientOf('alice', mode)).callTool({ name, arguments: args });

  describe.each(eras)('$era protocol', ({ mode }) => {
    const isAskable = (row: TestedCall) => mode === 'auto' || asksNothing(row);
    testToolList(provider, () => clientOf('alice', mode));

    it.each(cases.filter(isAskable))('$title executes its statement', async (row) => {
      const result = await call(mode, row.name, row.arguments);
      expect(
        result.isError ?? false,
        `"${row.name}" fails with ${JSON.stringify(row.arguments)}: ${textOf(result)}. Change its statement, "arguments" of the test, or the rows of :alice in tests/${provider}.sql, who is "${userIdOf('alice')}" before "userOf"`,
      ).toBe(false);
      if (row.result) expect(result.structuredContent).toEqual(row.result);
      expectAsked(row, person);
    });

    testFailing(failing.filter(isAskable), person, (row) => call(mode, row.name, row.arguments));
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

  testListed(provider, () => clientOf('alice', 'auto'));

  const pages = cases.filter(
    ({ arguments: { limit }, result = {} }) =>
      limit !== undefined || Object.values(result).some(Array.isArray),
  );
  it.each(pages)('$title reads each row once, page by page', async ({ name, arguments: args }) => {
    const read = async (more: object) => {
      const {
        structuredContent = {},
        isError,
        content,
      } = await call('auto', name, { ...args, ...more });
      expect(isError ?? false, textOf({ content })).toBe(false);
      const { next_cursor: cursor, ...lists } = structuredContent as { next_cursor?: string };
      return { cursor, rows: Object.values<unknown>(lists).flat() };
    };
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    const output = tools.find((tool) => tool.name === name)?.outputSchema;
    if (!Object.hasOwn(output?.properties ?? {}, 'next_cursor')) return;
    const { cursor, rows } = await read({});
    if (cursor !== undefined) return;
    const found: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await read({ limit: 1, ...(next !== undefined && { cursor: next }) });
      found.push(...page.rows);
      next = page.cursor;
    } while (next !== undefined && found.length <= rows.length);
    const message = `Read in pages of one row, "${name}" has other rows than at once. "by" must name columns that are unique together`;
    expect(found, message).toEqual(rows);
  });

  it('offers exactly the tools of the test', async () => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    expect(statedNames(tools)).toEqual(toolNames(subject));
  });

  it.runIf(cases.some(confirms))('changes nothing without a confirmation', async () => {
    const reading = await readingCases(cases, await clientOf('alice', 'auto'));
    const callRow = (row: TestedQuery) => call('auto', row.name, row.arguments);
    const rows = () => Promise.all(reading.map(async (row) => rowsIn(await callRow(row))));
    const before = await rows();
    person.action = 'decline';
    for (const row of cases.filter(confirms)) {
      const { isError = false } = await callRow(row);
      expect(isError, `The person declines, and "${row.name}" goes on`).toBe(true);
    }
    const message = 'Rows change although the person declines. Ask before the statement';
    expect(await rows(), message).toEqual(before);
  });

  testSqlUsers(subject, clientOf);
}

/** The cases of tools that only read. */
async function readingCases(cases: TestedSql['cases'], client: Client) {
  const { tools } = await client.listTools();
  const readers = tools.filter(({ annotations }) => annotations?.readOnlyHint);
  return cases.filter(({ name }) => readers.some((tool) => tool.name === name));
}

const others = ['bob', ...lookalikes] as const;
/** It calls all tools several times, and databases are slow on a busy machine. */
const USERS_MS = 30_000;
const REMEDY = 'Add "column = :principal.user_id"';

/** Whether a case states one number as its result, such as a count: if rows of other users are counted, that case fails itself. */
function statesNumber({ result = {} }: TestedQuery): boolean {
  const [value, ...others] = Object.values(result);
  return typeof value === 'number' && others.length === 0;
}

/** Users of one server: with the same calls, others neither see the rows of Alice nor change them. */
function testSqlUsers(
  { provider, cases, resources, shared, signIn }: TestedSql,
  clientOf: (user: User, mode: Mode) => Promise<Client>,
): void {
  const call = async (user: User, { name, arguments: args }: TestedQuery) =>
    (await clientOf(user, 'auto')).callTool({ name, arguments: args });

  describe('users', () => {
    const isShared = (row: { shared?: boolean }) => row.shared ?? shared;
    const same = cases.filter(isShared);
    it.runIf(same.length > 0)('get the same rows', async () => {
      const reading = await readingCases(same, await clientOf('alice', 'auto'));
      for (const row of firstCases(reading))
        expect(
          rowsIn(await call('bob', row)),
          `"bob" gets other rows than "alice" from "${row.name}". Remove "shared" from the test, or the condition`,
        ).toEqual(rowsIn(await call('alice', row)));
    });

    const own = cases.filter((row) => !isShared(row));
    it.each(own.length > 0 ? others : [])(
      'neither see nor change the rows of each other: %j',
      async (user) => {
        const readable = await readingCases(own, await clientOf('alice', 'auto'));
        const reading = readable.filter((row) => !statesNumber(row));
        const rowsOfAlice = async () => {
          const read = async (row: TestedQuery) => [row, rowsIn(await call('alice', row))] as const;
          return new Map(await Promise.all(reading.map(read)));
        };
        const before = await rowsOfAlice();
        for (const [{ name }, rows] of before)
          expect(
            rows.length,
            `"${name}" returns no row of Alice, so this test proves nothing. Add one to tests/${provider}.sql`,
          ).toBeGreaterThan(0);
        for (const row of cases) {
          const result = await call(user, row);
          const seen = rowsIn(result).filter((each) => before.get(row)?.includes(each));
          expect(
            seen,
            `"${user}" gets rows of "alice" from "${row.name}". ${REMEDY} to its condition, or set "shared" in the test`,
          ).toEqual([]);
        }
        expect(
          [...(await rowsOfAlice()).values()],
          `The calls of "${user}" change the rows of "alice". ${REMEDY} to the conditions`,
        ).toEqual([...before.values()]);
      },
      USERS_MS,
    );

    const read = async (user: User, uri: string) => {
      const reading = (await clientOf(user, 'auto')).readResource({ uri });
      return (await reading.catch(() => ({ contents: [] }))).contents;
    };
    it.each(resources.filter(isShared))('read the same $title', async ({ uri, name }) => {
      expect(
        await read('bob', uri),
        `"bob" reads something else in "${name}" than "alice". Remove "shared" from the test, or the condition`,
      ).toEqual(await read('alice', uri));
    });

    const ownResources = resources.filter((row) => !isShared(row));
    it.each(ownResources)('do not read $title of each other', async ({ uri, name }) => {
      const contents = await read('alice', uri);
      for (const user of others)
        expect(
          await read(user, uri),
          `"${user}" reads the row of "alice" in "${name}". ${REMEDY} to its condition, or set "shared" in the test`,
        ).not.toEqual(contents);
    });

    if (signIn.owner === 'user')
      it('without credentials are asked to sign in', async () => {
        for (const row of cases.slice(0, 1)) {
          const result = await call('carol', row);
          expect(result.isError).toBe(true);
          expect(textOf(result)).toMatch(/sign (you )?in/i);
        }
      });
  });
}

/** The rows of a result: those of its list, or the result itself. */
function rowsIn({
  structuredContent,
  content,
  isError,
}: Awaited<ReturnType<Client['callTool']>>): string[] {
  if (isError) return [];
  const [block] = content;
  const text = block?.type === 'text' ? block.text : 'null';
  const value: unknown = structuredContent ?? JSON.parse(text);
  const ofPages = ['next_cursor', 'truncated'];
  const [list, ...others] = Object.entries(value ?? {}).filter(([key]) => !ofPages.includes(key));
  const rows: unknown[] = list && others.length === 0 && Array.isArray(list[1]) ? list[1] : [value];
  return rows.map((row) => JSON.stringify(row));
}
