import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const compact = (text: string) => text.replace(/\s+/g, ' ');

/** Test files that run elsewhere: what the page shows is a part of one of them. */
const tests = ['examples', 'runtime/tests/project']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  .filter(({ name }) => name.endsWith('.test.ts'))
  .map(({ parentPath, name }) => compact(readFileSync(join(parentPath, name), 'utf8')));

const page = readFileSync(join(ROOT, 'docs', 'testing.md'), 'utf8');
const examples = Array.from(page.matchAll(/^```ts\n([^]*?)^```/gm), ([, code = '']) => code.trim());

it('docs/testing.md names every key of a case and every sign-in', () => {
  const read = (name: string) =>
    readFileSync(join(ROOT, 'runtime', 'src', 'testing', name), 'utf8').replace(
      /\/\*\*[^]*?\*\//g,
      '',
    );
  const keys = [...read('fixture.ts').matchAll(/^ {2}(\w+)\??: (?!never)/gm)].map(([, key]) => key);
  const [, signIns = ''] = /export \{ (.*) \} from '\.\/sign-ins/.exec(read('index.ts')) ?? [];
  const names = [...keys, ...signIns.split(', ')];
  expect(names.length).toBeGreaterThan(25);
  const code = (page.match(/`[^`\n]+`/g) ?? []).join(' ');
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

it.each(examples)('docs/testing.md shows tests that run: %s', (code) => {
  expect(tests.some((test) => test.includes(compact(code)))).toBe(true);
});
