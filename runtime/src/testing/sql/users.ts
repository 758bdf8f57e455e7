import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import type { User } from '../callers.js';
import type { Mode } from '../eras.js';
import { textOf } from '../session.js';
import type { TestedQuery, TestedSql } from './test-provider.js';

/** Users of one server: with the same calls, Bob neither sees the rows of Alice nor changes them. */
export function testSqlUsers(
  { provider, cases, resources, shared, signIn }: TestedSql,
  clientOf: (user: User, mode: Mode) => Promise<Client>,
): void {
  const call = async (user: User, { name, arguments: args }: TestedQuery) =>
    (await clientOf(user, 'auto')).callTool({ name, arguments: args });

  describe('users', () => {
    it.skipIf(shared)('neither see nor change the rows of each other', async () => {
      const { tools } = await (await clientOf('alice', 'auto')).listTools();
      const readers = tools.filter(({ annotations }) => annotations?.readOnlyHint);
      const isReader = ({ name }: TestedQuery) => readers.some((tool) => tool.name === name);
      const reading = cases.filter((row) => isReader(row) && !row.shared);
      const rowsOfAlice = async () => {
        const rows = new Map<TestedQuery, readonly string[]>();
        for (const row of reading) rows.set(row, rowsIn(await call('alice', row)));
        return rows;
      };
      const before = await rowsOfAlice();
      for (const [{ name }, rows] of before)
        expect(
          rows.length,
          `"${name}" returns no row of Alice, so this test proves nothing. Add one to tests/${provider}.sql`,
        ).toBeGreaterThan(0);
      for (const row of cases) {
        const result = await call('bob', row);
        const seen = rowsIn(result).filter((each) => before.get(row)?.includes(each));
        expect(
          seen,
          `Bob gets rows of Alice from "${row.name}". Add ":principal.user_id" to its condition, or set "shared" in the test`,
        ).toEqual([]);
      }
      expect(
        [...(await rowsOfAlice()).values()],
        'The calls of Bob change the rows of Alice. Add ":principal.user_id" to the conditions',
      ).toEqual([...before.values()]);
    });

    const own = resources.filter((resource) => !resource.shared && !shared);
    it.each(own)('do not read $title of each other', async ({ uri, name }) => {
      const [alice, bob] = await Promise.all([clientOf('alice', 'auto'), clientOf('bob', 'auto')]);
      const { contents } = await alice.readResource({ uri });
      const others = await bob.readResource({ uri }).catch(() => ({ contents: [] }));
      expect(
        others.contents,
        `Bob reads the row of Alice in "${name}". Add ":principal.user_id" to its condition, or set "shared" in the test`,
      ).not.toEqual(contents);
    });

    it.runIf(signIn.owner === 'user')('without credentials are asked to sign in', async () => {
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
  const [list, ...others] = Object.entries(value ?? {}).filter(([key]) => key !== 'next_cursor');
  const rows: unknown[] = list && others.length === 0 && Array.isArray(list[1]) ? list[1] : [value];
  return rows.map((row) => JSON.stringify(row));
}
