import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Reporter } from '../../src/model/reporter.js';
import { reporters } from '../../src/reporters/register.gen.js';
import { paint } from '../../src/ui/paint.js';
import { withColors } from '../../src/ui/printable.js';
import { cleanReport, hostileReport } from './hostile-report.js';

const CASES = Object.entries<Reporter>(reporters).flatMap(([name, reporter]) => [
  { name, file: name, reporter, report: hostileReport },
  { name, file: `${name}.clean`, reporter, report: cleanReport },
]);

/** `UPDATE=1` writes the files anew. */
it.each(CASES)('$file looks as it did', ({ file, reporter, report }) => {
  const view = { paint: paint(false), columns: 80, cwd: '/repo/apps' };
  const text = Buffer.from(reporter.render(report, view)).toString(); // as a file holds it
  const golden = new URL(`../cases/reporters/${file}.txt`, import.meta.url);
  if (process.env.UPDATE) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

it('says in pretty colours no more than without', () => {
  const view = { columns: 80, cwd: '/repo' };
  const plain = reporters.pretty.render(hostileReport, { ...view, paint: paint(false) });
  const colored = withColors(
    reporters.pretty.render(hostileReport, { ...view, paint: paint(true) }),
  );
  expect(colored).not.toBe(plain);
  // eslint-disable-next-line no-control-regex -- colours are what is taken out
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});
