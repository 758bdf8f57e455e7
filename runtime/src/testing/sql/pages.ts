import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { textOf } from '../callers/session.js';
import type { TestedQuery } from './fixture.js';

type Call = (name: string, args: TestedQuery['arguments']) => Promise<CallToolResult>;

/** Each list has the same rows in pages of one row as at once. */
export function testPages(
  cases: readonly TestedQuery[],
  call: Call,
  clientOf: () => Promise<Client>,
): void {
  const listCases = cases.filter(
    ({ arguments: { limit }, result = {} }) =>
      limit !== undefined || Object.values(result).some(Array.isArray),
  );
  it.each(listCases)(
    '$title reads each row once, page by page',
    async ({ name, arguments: args }) => {
      const read = async (pageArguments: object) => {
        const {
          structuredContent = {},
          isError,
          content,
        } = await call(name, { ...args, ...pageArguments });
        expect(isError ?? false, textOf({ content })).toBe(false);
        const { next_cursor: cursor, ...lists } = structuredContent as { next_cursor?: string };
        return { cursor, rows: Object.values<unknown>(lists).flat() };
      };
      const { tools } = await (await clientOf()).listTools();
      const output = tools.find((tool) => tool.name === name)?.outputSchema;
      if (!Object.hasOwn(output?.properties ?? {}, 'next_cursor')) return;
      const { cursor, rows } = await read({});
      if (cursor !== undefined) return;
      const pagedRows: unknown[] = [];
      let nextCursor: string | undefined;
      do {
        const page = await read({
          limit: 1,
          ...(nextCursor !== undefined && { cursor: nextCursor }),
        });
        pagedRows.push(...page.rows);
        nextCursor = page.cursor;
      } while (nextCursor !== undefined && pagedRows.length <= rows.length);
      const message = `Read in pages of one row, "${name}" has other rows than at once. "by" must name columns that are unique together`;
      expect(pagedRows, message).toEqual(rows);
    },
  );
}
