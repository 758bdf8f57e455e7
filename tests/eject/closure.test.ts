import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closureOf } from '../../src/commands/eject/closure.js';

const root = join(import.meta.dirname, '..', '..', 'runtime', 'src');
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

const PROVIDER = ['index.ts', 'server.ts', 'auth.ts', 'testing/index.ts'];
const BASE = [
  '@cfworker/json-schema',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/server',
  'jose',
  'vitest',
  'yaml',
  'zod',
];

it.each([
  { what: 'an API', entries: [...PROVIDER, 'api.ts'], more: [] },
  {
    what: 'OAuth',
    entries: [...PROVIDER, 'api.ts', 'oauth.ts', 'testing/oauth-sign-ins.ts'],
    more: ['openid-client'],
  },
  {
    what: 'files',
    entries: [...PROVIDER, 'files.ts', 'testing/files.ts'],
    more: [],
  },
  {
    what: 'a database',
    entries: [...PROVIDER, 'sql/sqlite.ts', 'testing/sql.ts'],
    more: ['libsql', 'mysql2', 'pg'],
  },
])('a project of $what gets no packages of others', ({ entries, more }) => {
  const { packages } = closureOf(sources, entries);
  expect([...packages].toSorted()).toEqual([...BASE, ...more].toSorted());
});
