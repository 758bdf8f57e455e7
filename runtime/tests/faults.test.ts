import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'evidence', 'faults.md'),
  'utf8',
);
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells[4]?.startsWith('`'))
  .map(([, dependency = '', fault = '', , file = '', name = '']) => ({
    dependency,
    fault,
    file: file.replaceAll('`', ''),
    name,
  }));

/** Names of tests of what happens where something is slow, down, full or too large. */
const FAULT =
  /\b(down|outage|out of reach|endless|too (large|many)|time-out|time limit|hangs up|ends at the limit|quota|killed|suspended|disappeared)\b/;

/** Names of the tests in a file. */
function testsOf(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');
  const names = source.matchAll(
    /^ *(?:it(?:\.\w+[^\n]*)?|\]\)|\] satisfies [^\n]*\]\))\(\s*(['"`])(.*?)\1,/gms,
  );
  return [...names].map(([, , name = '']) => name);
}

it('the table of faults has rows', () => {
  expect(rows.length).toBeGreaterThan(35);
});

it.each(rows)('$dependency, $fault: is tested', ({ file, name }) => {
  expect(testsOf(file)).toContain(name);
});

it('each test of a fault is a row', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const tests = files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && file !== 'faults.test.ts')
    .flatMap((file) => testsOf(file).map((name) => `${file}: ${name}`));
  const known = new Set(rows.map(({ file, name }) => `${file}: ${name}`));
  expect(tests.filter((test) => FAULT.test(test) && !known.has(test))).toEqual([]);
});
