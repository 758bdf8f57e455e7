import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect } from 'vitest';
import type { TableRows } from './database.js';
import type { TestedQuery } from './fixture.js';

/** Rows of a table that a call has removed, and those that it has added: one that is changed is both. */
export interface Difference {
  table: string;
  removed: readonly string[];
  added: readonly string[];
}

const UNCHANGED = { removed: [], added: [] };

/** Returns the differences by table; unchanged tables have none. */
export const differences = (before: TableRows, after: TableRows): Difference[] =>
  Array.from(before, ([name, rows]) => {
    const others = after.get(name) ?? [];
    return { table: name, removed: rowsWithout(rows, others), added: rowsWithout(others, rows) };
  }).filter(({ removed, added }) => removed.length + added.length > 0);

/** Returns the rows that are not among others; equal ones are as often there as they are. */
function rowsWithout(rows: readonly string[], others: readonly string[]): string[] {
  const unmatched = [...others];
  return rows.filter((row) => {
    const index = unmatched.indexOf(row);
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
}

/** A call has done to the tables what its name and its result state, and nothing else. */
export function expectChanged(
  { name, rows: maxRows, deletes = {}, changes: statedChanges = {}, writes = {} }: TestedQuery,
  { structuredContent }: CallToolResult,
  changes: readonly Difference[],
): void {
  const { affected } = (structuredContent ?? {}) as { affected?: unknown };
  const count = maxRows ?? (typeof affected === 'number' ? affected : 1);
  if (name.startsWith('create_'))
    expect(
      changes.flatMap(({ removed }) => removed),
      `"${name}" changes or deletes rows that were there before. Change its statement, or its name`,
    ).toEqual([]);
  for (const [statedTable, values] of Object.entries(writes)) {
    const { added } = changes.find(({ table }) => table === statedTable) ?? UNCHANGED;
    expect(
      added.map((row) => JSON.parse(row) as unknown),
      `"${name}" stores other values in "${statedTable}" than the test states. Change its statement, or "writes"`,
    ).toContainEqual(expect.objectContaining(values));
  }
  for (const tableName of Object.keys({ ...deletes, ...statedChanges })) {
    const { removed, added } = changes.find(({ table }) => table === tableName) ?? UNCHANGED;
    expect(
      { deletes: removed.length - added.length, changes: added.length },
      `"${name}" deletes or changes other numbers of rows of "${tableName}" than the test states. Change its foreign key in tests/*.sql, "deletes" or "changes"`,
    ).toEqual({ deletes: deletes[tableName] ?? 0, changes: statedChanges[tableName] ?? 0 });
  }
  if (name.startsWith('delete_') && affected !== undefined)
    expect(
      changes.some(
        ({ table, removed, added }) =>
          removed.length - added.length === (deletes[table] ?? count) &&
          added.length === (statedChanges[table] ?? 0),
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
