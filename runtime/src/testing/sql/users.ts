import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { lookalikes, type User, userIdOf } from '../callers/callers.js';
import type { Mode } from '../callers/clients.js';
import { textOf } from '../callers/session.js';
import { firstCases } from '../tested-provider.js';
import type { SqlDatabase } from './database.js';
import type { TestedQuery, TestedSql } from './fixture.js';
import { differences } from './table-changes.js';

/** Users beside Alice. */
export const otherUsers = ['bob', ...lookalikes] as const;
/** A test that calls all tools several times: databases are slow on a busy machine. */
const timeoutFor = (cases: readonly object[]): number => 30_000 + 1_000 * cases.length;
const REMEDY = 'Add "column = :principal.user_id"';

/**
 * Returns whether a case states one number as its result, such as a count: if rows of other users
 * are counted, that case fails itself.
 */
function statesNumber({ result = {} }: TestedQuery): boolean {
  const [value, ...others] = Object.values(result);
  return typeof value === 'number' && others.length === 0;
}

/** Calls and reads of the users of one server, at its current protocol version. */
interface UserClients {
  clientOf(user: User): Promise<Client>;
  call(user: User, row: TestedQuery): Promise<CallToolResult>;
  database(): SqlDatabase | undefined;
}

/** Users of one server: with the same calls, others neither see the rows of Alice nor change them. */
export function testSqlUsers(
  subject: TestedSql,
  clientOf: (user: User, mode: Mode) => Promise<Client>,
  database: () => SqlDatabase | undefined,
): void {
  const clients: UserClients = {
    clientOf: (user) => clientOf(user, 'auto'),
    call: async (user, { name, arguments: args }) =>
      (await clientOf(user, 'auto')).callTool({ name, arguments: args }),
    database,
  };
  describe('users', () => {
    testSharedRows(subject, clients);
    testOwnRows(subject, clients);
    testUserResources(subject, clients);
    if (subject.signIn.owner === 'user')
      it('without credentials are asked to sign in', async () => {
        for (const row of subject.cases.slice(0, 1)) {
          const result = await clients.call('carol', row);
          expect(result.isError).toBe(true);
          expect(textOf(result)).toMatch(/sign (you )?in/i);
        }
      });
  });
}

/** Returns whether all users get the same from a case: as it states, or else its provider. */
const isSharedBy =
  ({ shared }: TestedSql) =>
  (row: { shared?: boolean }): boolean =>
    row.shared ?? shared;

function testSharedRows(subject: TestedSql, { clientOf, call }: UserClients): void {
  const sharedCases = subject.cases.filter(isSharedBy(subject));
  it.runIf(sharedCases.length > 0)('get the same rows', async () => {
    const reading = await readingCases(sharedCases, await clientOf('alice'));
    for (const row of firstCases(reading))
      expect(
        rowsIn(await call('bob', row)),
        `"bob" gets other rows than "alice" from "${row.name}". Remove "shared" from the test, or the condition`,
      ).toEqual(rowsIn(await call('alice', row)));
  });
}

function testOwnRows(subject: TestedSql, { clientOf, call, database }: UserClients): void {
  const { provider, cases } = subject;
  const isShared = isSharedBy(subject);
  const ownCases = cases.filter((row) => !isShared(row));

  async function rowsOfAlice(rows: readonly TestedQuery[]) {
    const read = async (row: TestedQuery) => [row, rowsIn(await call('alice', row))] as const;
    return new Map(await Promise.all(rows.map(read)));
  }

  it.each(ownCases.length > 0 ? otherUsers : [])(
    'neither see nor change the rows of each other: %j',
    async (user) => {
      const readable = await readingCases(ownCases, await clientOf('alice'));
      const reading = readable.filter((row) => !statesNumber(row));
      const before = await rowsOfAlice(reading);
      const tablesBefore = await database()?.tables();
      for (const [{ name }, rows] of before)
        expect(
          rows.length,
          `"${name}" returns no row of Alice, so this test proves nothing. Add one to tests/${provider}.sql`,
        ).toBeGreaterThan(0);
      for (const row of cases) {
        const result = await call(user, row);
        const visibleRows = rowsIn(result).filter((rowText) => before.get(row)?.includes(rowText));
        expect(
          visibleRows,
          `"${user}" gets rows of "alice" from "${row.name}". ${REMEDY} to its condition, or set "shared" in the test`,
        ).toEqual([]);
      }
      const message = `The calls of "${user}" change the rows of "alice". ${REMEDY} to the conditions`;
      const after = await rowsOfAlice(reading);
      expect([...after.values()], message).toEqual([...before.values()]);
      // Tables can have rows of Alice that no tool reads.
      const tablesAfter = await database()?.tables();
      const changes = tablesBefore && tablesAfter ? differences(tablesBefore, tablesAfter) : [];
      const isOfAlice = (row: string) => row.includes(userIdOf('alice'));
      const lostRows = changes.flatMap(({ removed }) => removed.filter(isOfAlice));
      expect(lostRows, message).toEqual([]);
    },
    timeoutFor(cases),
  );
}

function testUserResources(subject: TestedSql, { clientOf }: UserClients): void {
  const isShared = isSharedBy(subject);
  const { resources } = subject;
  const read = async (user: User, uri: string) => {
    const reading = (await clientOf(user)).readResource({ uri });
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
    for (const user of otherUsers)
      expect(
        await read(user, uri),
        `"${user}" reads the row of "alice" in "${name}". ${REMEDY} to its condition, or set "shared" in the test`,
      ).not.toEqual(contents);
  });
}

/** Returns the rows of a result: those of its list, or the result itself. */
function rowsIn({ structuredContent, content, isError }: CallToolResult): string[] {
  if (isError) return [];
  const [block] = content;
  const text = block?.type === 'text' ? block.text : 'null';
  const value: unknown = structuredContent ?? JSON.parse(text);
  const pageMembers = ['next_cursor', 'truncated'];
  const [list, ...others] = Object.entries(value ?? {}).filter(
    ([key]) => !pageMembers.includes(key),
  );
  const rows: unknown[] = list && others.length === 0 && Array.isArray(list[1]) ? list[1] : [value];
  return rows.map((row) => JSON.stringify(row));
}

/** Returns the cases of tools that only read. */
async function readingCases(cases: readonly TestedQuery[], client: Client) {
  const { tools } = await client.listTools();
  const readers = tools.filter(({ annotations }) => annotations?.readOnlyHint);
  return cases.filter(({ name }) => readers.some((tool) => tool.name === name));
}
