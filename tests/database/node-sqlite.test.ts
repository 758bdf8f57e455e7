import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { sqliteCatalog } from '../../src/database/catalog/sqlite.js';
import { SHOP } from './shop.js';

type Rows = { all(...values: unknown[]): never[] };
interface BuiltIn {
  DatabaseSync: new (
    file: string,
    options?: object,
  ) => { exec(text: string): void; prepare(text: string): Rows; close(): void };
}

/** Node.js has it since 22.5, and without a flag since 22.13. */
function builtIn(): BuiltIn | undefined {
  try {
    return createRequire(import.meta.url)('node:sqlite') as BuiltIn;
  } catch {
    return undefined;
  }
}

const sqlite = builtIn();
const title = sqlite ? '' : ` (skipped: Node.js ${process.version} has no node:sqlite)`;

it.skipIf(!sqlite)(`node:sqlite reads the catalog as libsql does${title}`, async () => {
  if (!sqlite) return;
  const { default: Libsql } = await import('libsql');
  const file = join(temporaryFolder(), 'shop.db');
  const other = new Libsql(file);
  other.exec(SHOP.sqlite);
  const expected = sqliteCatalog((text, ...values) => other.prepare(text).all(...values) as never);
  other.close();
  const database = new sqlite.DatabaseSync(file, { readOnly: true });
  const found = sqliteCatalog((text, ...values) => database.prepare(text).all(...values));
  expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(found.tables.length).toBeGreaterThan(5);
  expect(() => database.exec('create table x (y)')).toThrow('readonly');
  database.close();
});
