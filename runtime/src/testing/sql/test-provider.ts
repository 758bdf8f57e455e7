import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentProject } from '../../project/project.js';
import type { Providers } from '../../provider/loader.js';
import type { Dialect } from '../../sql/compile.js';
import { userModeOf, type Users } from '../../sql/transactions.js';
import { lookalikes, useClients, usePerson, type User, userIdOf } from '../callers.js';
import { eras, type Mode } from '../clients.js';
import { describeProvider } from '../describe-provider.js';
import { stubEnvironment } from '../environment.js';
import type { CallCase, Fixture } from '../fixture.js';
import { authOf } from '../project.js';
import { textOf } from '../session.js';
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
  firstCases,
  isEmpty,
  statedNames,
  type TestedCall,
  type TestedProvider,
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
   * How many rows of other tables it also deletes, by table: those that a foreign key deletes with the row. Where a foreign
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

/** A table in a resource that describes some. */
interface DescribedTable {
  name: string;
  columns: { name: string }[];
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
  const clientOf = useClients({ ...subject, signIn }, person, ['alice', ...others]);
  const changingClientOf: typeof clientOf = (...of) => {
    isUnchanged = false;
    return clientOf(...of);
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

/** Whether a tool only reads: then the database refuses each statement of it that writes. */
async function onlyReads(client: Client, tool: string): Promise<boolean> {
  const { tools } = await client.listTools();
  return tools.find(({ name }) => name === tool)?.annotations?.readOnlyHint === true;
}

/** A resource has the columns of each table and view that it describes; columns with users may be absent. */
async function expectDescribed(
  { tables }: { tables: readonly DescribedTable[] },
  database: SqlDatabase,
  uri: string,
): Promise<void> {
  const [columns, rows] = [await database.columns(), await database.tables()];
  const users = new Set<string>([userIdOf('alice'), userIdOf('bob')]);
  const ofUsers = new Set(
    [...rows.values()].flat().flatMap((row) =>
      Object.entries(JSON.parse(row) as object)
        .filter(([, value]) => users.has(String(value)))
        .map(([column]) => column),
    ),
  );
  for (const { name, columns: described } of tables) {
    // The search path of the login may include a schema that the tests name.
    const table = [...columns.keys()].find((one) => one === name || one.endsWith(`.${name}`));
    const names = described.map((column) => column.name);
    const expected = (columns.get(table ?? '') ?? []).filter(
      (column) => names.includes(column) || !ofUsers.has(column),
    );
    const message = `${uri} describes other columns of "${name}" than the tables of the tests have. Change the resource, or the tables`;
    expect(names.toSorted(), message).toEqual(expected.toSorted());
  }
}

type Call = (name: string, args: TestedQuery['arguments']) => Promise<CallToolResult>;

/** Each list has the same rows in pages of one row as at once. */
function testPages(cases: TestedSql['cases'], call: Call, clientOf: () => Promise<Client>): void {
  const pages = cases.filter(
    ({ arguments: { limit }, result = {} }) =>
      limit !== undefined || Object.values(result).some(Array.isArray),
  );
  it.each(pages)('$title reads each row once, page by page', async ({ name, arguments: args }) => {
    const read = async (more: object) => {
      const { structuredContent = {}, isError, content } = await call(name, { ...args, ...more });
      expect(isError ?? false, textOf({ content })).toBe(false);
      const { next_cursor: cursor, ...lists } = structuredContent as { next_cursor?: string };
      return { cursor, rows: Object.values<unknown>(lists).flat() };
    };
    const { tools } = await (await clientOf()).listTools();
    const output = tools.find((tool) => tool.name === name)?.outputSchema;
    if (!Object.hasOwn(output?.properties ?? {}, 'next_cursor')) return;
    const { cursor, rows } = await read({});
    if (cursor !== undefined) return;
    const foundValues: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await read({ limit: 1, ...(next !== undefined && { cursor: next }) });
      foundValues.push(...page.rows);
      next = page.cursor;
    } while (next !== undefined && foundValues.length <= rows.length);
    const message = `Read in pages of one row, "${name}" has other rows than at once. "by" must name columns that are unique together`;
    expect(foundValues, message).toEqual(rows);
  });
}

/** Rows of a table that a call has removed, and those that it has added: one that is changed is both. */
interface Difference {
  table: string;
  removed: readonly string[];
  added: readonly string[];
}

const UNCHANGED = { removed: [], added: [] };

/** The differences by table; unchanged tables have none. */
const differences = (before: TableRows, after: TableRows): Difference[] =>
  Array.from(before, ([name, rows]) => {
    const others = after.get(name) ?? [];
    return { table: name, removed: rowsWithout(rows, others), added: rowsWithout(others, rows) };
  }).filter(({ removed, added }) => removed.length + added.length > 0);

/** The rows that are not among others; equal ones are as often there as they are. */
function rowsWithout(rows: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return rows.filter((row) => {
    const at = rest.indexOf(row);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** A call has done to the tables what its name and its result say, and nothing else. */
function expectChanged(
  { name, rows: most, deletes = {}, changes: changed = {}, writes = {} }: TestedQuery,
  { structuredContent }: CallToolResult,
  changes: readonly Difference[],
): void {
  const { affected } = (structuredContent ?? {}) as { affected?: unknown };
  const count = most ?? (typeof affected === 'number' ? affected : 1);
  if (name.startsWith('create_'))
    expect(
      changes.flatMap(({ removed }) => removed),
      `"${name}" changes or deletes rows that were there before. Change its statement, or its name`,
    ).toEqual([]);
  for (const [stated, values] of Object.entries(writes)) {
    const { added } = changes.find(({ table }) => table === stated) ?? UNCHANGED;
    expect(
      added.map((row) => JSON.parse(row) as unknown),
      `"${name}" stores other values in "${stated}" than the test states. Change its statement, or "writes"`,
    ).toContainEqual(expect.objectContaining(values));
  }
  for (const tableName of Object.keys({ ...deletes, ...changed })) {
    const { removed, added } = changes.find(({ table }) => table === tableName) ?? UNCHANGED;
    expect(
      { deletes: removed.length - added.length, changes: added.length },
      `"${name}" deletes or changes other numbers of rows of "${tableName}" than the test states. Change its foreign key in tests/*.sql, "deletes" or "changes"`,
    ).toEqual({ deletes: deletes[tableName] ?? 0, changes: changed[tableName] ?? 0 });
  }
  if (name.startsWith('delete_') && affected !== undefined)
    expect(
      changes.some(
        ({ table, removed, added }) =>
          removed.length - added.length === (deletes[table] ?? count) &&
          added.length === (changed[table] ?? 0),
      ),
      `"${name}" says that it has deleted ${count} rows, but no table has lost as many. Change its statement`,
    ).toBe(true);
  else
    for (const { removed, added } of changes)
      expect(
        Math.max(removed.length, added.length),
        `"${name}" changes more rows than it says: ${[...removed, ...added].join(' ')}. Change its statement, or state "rows" in the test`,
      ).toBeLessThanOrEqual(count);
}

/** The cases of tools that only read. */
async function readingCases(cases: TestedSql['cases'], client: Client) {
  const { tools } = await client.listTools();
  const readers = tools.filter(({ annotations }) => annotations?.readOnlyHint);
  return cases.filter(({ name }) => readers.some((tool) => tool.name === name));
}

const others = ['bob', ...lookalikes] as const;
/** A test that calls all tools several times: databases are slow on a busy machine. */
const timeoutFor = (cases: readonly object[]): number => 30_000 + 1_000 * cases.length;
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
  database: () => SqlDatabase | undefined,
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

    const ownCases = cases.filter((row) => !isShared(row));
    it.each(ownCases.length > 0 ? others : [])(
      'neither see nor change the rows of each other: %j',
      async (user) => {
        const readable = await readingCases(ownCases, await clientOf('alice', 'auto'));
        const reading = readable.filter((row) => !statesNumber(row));
        const rowsOfAlice = async () => {
          const read = async (row: TestedQuery) => [row, rowsIn(await call('alice', row))] as const;
          return new Map(await Promise.all(reading.map(read)));
        };
        const before = await rowsOfAlice();
        const stored = await database()?.tables();
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
        const message = `The calls of "${user}" change the rows of "alice". ${REMEDY} to the conditions`;
        expect([...(await rowsOfAlice()).values()], message).toEqual([...before.values()]);
        // Also those that no tool reads.
        const after = await database()?.tables();
        const lost = stored && after ? differences(stored, after) : [];
        const isOfAlice = (each: string) => each.includes(userIdOf('alice'));
        expect(
          lost.flatMap(({ removed }) => removed.filter(isOfAlice)),
          message,
        ).toEqual([]);
      },
      timeoutFor(cases),
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
