import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const { exports, peerDependenciesMeta } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as {
  exports: Record<string, string | { default: string }>;
  peerDependenciesMeta: Record<string, unknown>;
};

/** Bundlers resolve `import()` too: a package that is not installed must not be reachable at all. */
const ALLOWED: Record<string, string[]> = {
  './oauth': ['openid-client'],
  './agent': ['@modelcontextprotocol/client'],
  './client': ['@modelcontextprotocol/client'],
  './remote': ['@modelcontextprotocol/client'],
  './gateway': ['@modelcontextprotocol/client', 'openid-client'],
  './oauth-manager': ['openid-client', '@modelcontextprotocol/client'],
  './discovery': ['@modelcontextprotocol/client'],
  './files/bucket': ['aws4fetch'],
  './v1': ['@modelcontextprotocol/sdk'],
  './metrics': ['prom-client'],
  './telemetry': ['@opentelemetry/api'],
  './stores/redis': ['ioredis'],
  './stores/postgres': ['pg'],
  './queues/bullmq': ['bullmq'],
  './sql/postgres': ['pg'],
  './sql/mysql': ['mysql2'],
};

const IMPORT = /(?:^|\n)(?:import|export) (?!type\b)[^;=]*?'([^']+)';|import\('([^']+)'\)/g;

function packagesBehind(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, fixed, dynamic]) => {
    const name = fixed ?? dynamic ?? '';
    if (!name.startsWith('.')) return [/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name];
    return packagesBehind(resolve(dirname(file), name.replace(/\.js$/, '.ts')), seen);
  });
}

const entries = Object.entries(exports).flatMap(([entry, target]) => {
  const file = typeof target === 'string' ? '' : target.default.replace(/^\.\/dist\//, 'src/');
  const source = join(root, file.replace(/\.js$/, '.ts'));
  return file !== '' && !entry.startsWith('./testing') ? [{ entry, source }] : [];
});

it.each(entries)('$entry needs only its own optional peers', ({ entry, source }) => {
  expect(existsSync(source)).toBe(true);
  const optional = packagesBehind(source).filter((name) => name in peerDependenciesMeta);
  expect([...new Set(optional)]).toEqual(ALLOWED[entry] ?? []);
});

it.each([
  { entry: 'index.ts', lines: ['@modelcontextprotocol/server'] },
  { entry: 'v1.ts', lines: ['@modelcontextprotocol/sdk'] },
  { entry: 'server.ts', lines: [] },
])('$entry loads no other line of the MCP SDK', ({ entry, lines }) => {
  const packages = packagesBehind(join(root, 'src', entry));
  const found = new Set(packages.filter((name) => name.startsWith('@modelcontextprotocol/')));
  expect([...found]).toEqual(lines);
});
