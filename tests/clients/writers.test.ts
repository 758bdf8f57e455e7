import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { entries } from '../../src/edit/formats/entry.js';
import type { Format } from '../../src/model/client.js';
import { computer } from './machine.js';

const COUNT = 40;
const built = temporaryFolder(afterAll);
const child = join(built, 'writer.mjs');

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'writer.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The package "yaml" is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    mainFields: ['module', 'main'],
    logLevel: 'error',
  }),
);

it.each<[Format, string, string]>([
  ['json', 'mcpServers', '{}'],
  ['yaml', 'extensions', '# mine\n'],
  ['toml', 'mcp_servers', '# mine\n'],
])('two programs that write one %s file lose nothing', async (format, key, before) => {
  const { home, put } = computer();
  const path = join(home, 'client', `config.${format}`);
  put(path, before);
  const add = (prefix: string) =>
    promisify(execFile)(process.execPath, [child, home, format, path, key, prefix, String(COUNT)]);
  await Promise.all([add('a'), add('b')]);
  const text = readFileSync(path, 'utf8');
  expect(entries(text, { format, path: [key] }).size).toBe(2 * COUNT);
  expect(text.startsWith(before.replace('}', ''))).toBe(true);
  expect(readdirSync(join(home, 'client'))).toEqual([`config.${format}`]);
});
