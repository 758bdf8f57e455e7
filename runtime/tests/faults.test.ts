import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'faults.md'), 'utf8');
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

/** Names of the tests in a file. */
function testsOf(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');
  const names = source.matchAll(/^ *(?:it(?:\.each[^\n]*)?|\]\))\(\s*(['"`])(.*?)\1,/gms);
  return [...names].map(([, , name = '']) => name);
}

it('the table of faults has rows', () => {
  expect(rows.length).toBeGreaterThan(20);
});

it.each(rows)('$dependency, $fault: is tested', ({ file, name }) => {
  expect(testsOf(file)).toContain(name);
});
