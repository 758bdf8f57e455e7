import { expect } from 'vitest';
import { userIdOf } from '../callers/callers.js';
import type { SqlDatabase } from './database.js';

/** A table in a resource that describes some. */
export interface DescribedTable {
  name: string;
  columns: { name: string }[];
}

/** A resource has the columns of each table and view that it describes; columns with users may be absent. */
export async function expectDescribed(
  { tables }: { tables: readonly DescribedTable[] },
  database: SqlDatabase,
  uri: string,
): Promise<void> {
  const [columns, rows] = [await database.columns(), await database.tables()];
  const users = new Set<string>([userIdOf('alice'), userIdOf('bob')]);
  const userColumns = new Set(
    [...rows.values()].flat().flatMap((row) =>
      Object.entries(JSON.parse(row) as object)
        .filter(([, value]) => users.has(String(value)))
        .map(([column]) => column),
    ),
  );
  for (const { name, columns: describedColumns } of tables) {
    // The search path of the login may include a schema that the tests name.
    const table = [...columns.keys()].find(
      (tableName) => tableName === name || tableName.endsWith(`.${name}`),
    );
    const names = describedColumns.map((column) => column.name);
    const expected = (columns.get(table ?? '') ?? []).filter(
      (column) => names.includes(column) || !userColumns.has(column),
    );
    const message = `${uri} describes other columns of "${name}" than the tables of the tests have. Change the resource, or the tables`;
    expect(names.toSorted(), message).toEqual(expected.toSorted());
  }
}
