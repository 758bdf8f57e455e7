import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { ROOT, run, start } from './spawn.js';

let project: string;
beforeEach(() => {
  project = join(temporaryFolder(), 'weather');
  cpSync(join(ROOT, 'examples', 'weather'), project, { recursive: true });
});

const at = (path: string) => join(project, path);

function replaced(path: string, make: (path: string) => unknown): void {
  rmSync(at(path), { recursive: true, force: true });
  make(at(path));
}

const pipe = (path: string) => execFileSync('mkfifo', [path]);
const SOURCE = 'src/providers/weather/tools/get-forecast.ts';

function written(count: number, path: (index: number) => string, text: (index: number) => string) {
  for (let index = 0; index < count; index++) {
    mkdirSync(dirname(at(path(index))), { recursive: true });
    writeFileSync(at(path(index)), text(index));
  }
}
const linked = (index: number) => `src/providers/weather/api/f${index}.ts`;
const star = (index: number) => `export * from './f${index}.js';\n`;

/** Ten levels, each of which repeats the one before ten times. */
const LAUGHS = Array.from({ length: 10 }, (_, level) => {
  const items = level === 0 ? 'ha' : Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
  return `a${level}: &a${level} [${items}]\n`;
}).join('');

it.skipIf(process.platform === 'win32').each<[string, () => void, string]>([
  ['a pipe as package.json', () => replaced('package.json', pipe), 'is not a regular file'],
  ['a pipe as the configuration', () => replaced('provider-config.yaml', pipe), 'regular file'],
  ['a pipe as a source file', () => replaced(SOURCE, pipe), 'regular file'],
  [
    'a socket',
    () => createServer().listen(at('src/x.ts')).unref(),
    '"src/x.ts" is not a regular file',
  ],
  [
    'a device',
    () => replaced(SOURCE, (path) => symlinkSync('/dev/zero', path)),
    'is a symbolic link',
  ],
  [
    'aliases of aliases',
    () => writeFileSync(at('provider-config.yaml'), `${LAUGHS}providers: { weather: *a9 }\n`),
    'Aliases expand to more than 100,000 values',
  ],
  [
    'a file with 16,000 exports',
    () => {
      const lines = Array.from({ length: 16_000 }, (_, index) => `export const x${index} = 1;\n`);
      writeFileSync(at('src/many.ts'), `${lines.join('')}export x;\n`);
    },
    'src/many.ts:16001',
  ],
  [
    'deep nesting',
    () => writeFileSync(at('provider-config.yaml'), `providers: ${'['.repeat(50_000)}`),
    'nested too deeply',
  ],
  [
    'a large source file',
    () => writeFileSync(at('src/large.ts'), 'f();'.repeat(1e6 + 1)),
    'has more than 4 million characters',
  ],
  [
    'many providers in the configuration',
    () => {
      const lines = Array.from({ length: 2_000 }, (_, index) => `  p${index}: {}\n`);
      writeFileSync(at('provider-config.yaml'), `providers:\n${lines.join('')}`);
    },
    '"p1999"',
  ],
  [
    'a key that is there 50,000 times',
    () => writeFileSync(at('provider-config.yaml'), `providers:\n${'  a: 1\n'.repeat(50_000)}`),
    'Map keys must be unique',
  ],
  [
    'deep nesting in a source file',
    () => writeFileSync(at('src/deep.ts'), `x(${'['.repeat(50_000)}${']'.repeat(50_000)});\n`),
    'nested too deeply',
  ],
  [
    'many comments that suppress findings',
    () => {
      const comment = '// mcp-provider-disable-next-line security/shared-state -- reason\n';
      writeFileSync(at('src/comments.ts'), `${comment.repeat(50_000)}export x;\n`);
    },
    'src/comments.ts:50001',
  ],
  [
    'modules that export all others',
    () => {
      const stars = Array.from({ length: 200 }, (_, index) => star(index)).join('');
      written(200, linked, (index) => `${stars}export const x${index} = 1;\n`);
      writeFileSync(at('src/providers/weather/server-auth.ts'), "export * from './api/f0.js';\n");
    },
    '"runAuthServer" is not exported',
  ],
  [
    'directories that link to each other',
    () => {
      written(
        12,
        (index) => `src/d${index}/a.ts`,
        () => '',
      );
      for (let from = 0; from < 12; from++)
        for (let to = 0; to < 12; to++) symlinkSync(`../d${to}`, at(`src/d${from}/l${to}`));
    },
    'files and directories',
  ],
])('validate ends and says what is wrong: %s', async (_, change, message) => {
  change();
  const { exit, stdout, stderr } = await run(['validate', project]);
  expect([1, 2]).toContain(exit);
  expect(stdout + stderr).toContain(message);
});

it.skipIf(process.platform === 'win32')('a pipe can be a spec', async () => {
  const spec = join(project, '..', 'spec.yaml');
  pipe(spec);
  const child = start(['create', at('new'), '--spec', spec, '--yes', '--no-install', '--dry-run']);
  writeFileSync(spec, 'not: a spec\n');
  expect(await text(child.stderr)).toContain('spec.yaml');
});

it.skipIf(process.platform === 'win32')('a spec without end is refused at its limit', async () => {
  const { exit, stderr } = await run([
    'create',
    at('new'),
    '--spec',
    '/dev/zero',
    '--yes',
    '--no-install',
    '--dry-run',
  ]);
  expect(exit).toBe(2);
  expect(stderr).toContain('"/dev/zero" is larger than 64 MB.');
});

it.skipIf(process.platform === 'win32')('ends at once at a signal while it computes', async () => {
  unlinkSync(at(SOURCE));
  const before = `process.stderr.write('computing'); for (const end = Date.now() + 20_000; Date.now() < end; );`;
  const child = start(['validate', project], { before });
  await once(child.stderr, 'data');
  child.kill('SIGTERM');
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGTERM');
});
