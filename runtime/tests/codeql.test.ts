import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type * as z from 'zod';
import { apiClient } from '../src/api.js';
import { noAuth } from '../src/auth.js';
import {
  defineProvider,
  type PromptDefinition,
  type ResourceDefinition,
  type ToolDefinition,
} from '../src/index.js';
import { sqliteDatabase } from '../src/sql/sqlite.js';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  version: string;
  exports: Record<string, { default: string } | string>;
};
const pack = parse(read('codeql/qlpack.yml')) as { version: string };
const { extensions } = parse(read('codeql/mcp-provider.model.yml')) as {
  extensions: { addsTo: { pack: string; extensible: string }; data: string[][] }[];
};
const rows = extensions.flatMap(({ addsTo, data }) => data.map((row) => [addsTo, row] as const));

const COLUMNS: Record<string, number> = {
  typeModel: 3,
  sourceModel: 3,
  sinkModel: 3,
  summaryModel: 5,
  barrierModel: 3,
};

const auth = { ...noAuth(), getCredentials: () => Promise.resolve({}) };
/** A value of each type that the rows define. */
const values: Record<string, object> = {
  'mcp-provider.Provider': defineProvider({ name: 'modelled', title: 'Modelled' }),
  'mcp-provider.CallApi': apiClient('modelled', auth),
  'mcp-provider.Database': sqliteDatabase('modelled', { ...auth }, { users: 'shared' }),
};
/** The functions in what `tool`, `resource` and `prompt` take. */
const callbacks: readonly string[] = [
  ...(['run', 'confirm'] satisfies (keyof ToolDefinition<z.ZodType>)[]),
  ...(['read', 'complete'] satisfies (keyof ResourceDefinition)[]),
  ...(['render', 'complete'] satisfies (keyof PromptDefinition<z.ZodObject>)[]),
];

const membersIn = (path: string) =>
  [...path.matchAll(/Member\[([^\]]+)\]/g)].map(([, names = '']) => names.split(','));

it('has the version of the package', () => expect(pack.version).toBe(manifest.version));

it.each(rows)(
  'the row %o of %s names an existing export',
  async ({ pack: target, extensible }, row) => {
    expect([target, row.length]).toEqual(['codeql/javascript-all', COLUMNS[extensible]]);
    // A type that is defined here comes from a package, which is the second column.
    const [from = '', path = ''] = extensible === 'typeModel' ? row.slice(1) : row;
    if (extensible === 'typeModel') expect(values).toHaveProperty([row[0] ?? '']);
    const entry = manifest.exports[from.replace(/^mcp-provider/, '.')];
    const source =
      typeof entry === 'object' ? entry.default.replace('./dist', '../src') : undefined;
    const value = values[from] ?? ((await import(source ?? from)) as object);
    const [members = [], ...inner] = path.startsWith('Member') ? membersIn(path) : [];
    expect(Object.keys(value)).toEqual(expect.arrayContaining(members));
    if (from.endsWith('.Provider')) expect(callbacks).toEqual(expect.arrayContaining(inner.flat()));
  },
);
