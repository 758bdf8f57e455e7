import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countWorkdays } from '../../../examples/toolbox/src/providers/toolbox/api/count-workdays.js';
import { Interview } from '../../../src/interview/interview.js';
import { catalog } from '../../../src/sources/catalog.js';
import { renderProvider } from '../../../src/render/provider.js';
import { readProvider } from '../../../src/spec/flags.js';
import { pairs } from '../../../src/spec/to-flags.js';
import { askProvider } from '../../../src/spec/questions/provider.js';
import { person } from '../../extend/person.js';

const FLAGS = '--name lab --kind code'.split(' ');

function providerOf(more: readonly string[] = []) {
  const { draft, missing, check } = readProvider(pairs([...FLAGS, ...more]), catalog, true);
  expect(missing).toEqual([]);
  return check(draft).spec;
}

const functionsOf = (spec: ReturnType<typeof providerOf>) =>
  renderProvider(spec, { name: 'lab-mcp', packageManager: 'npm', port: 8710 })
    .files.filter(({ path }) => /\/api\/(?!auth)/.test(path))
    .map(({ text }) => text);

it('a provider without tools gets one that is complete', () => {
  const spec = providerOf();
  expect(spec.tools).toMatchObject([{ name: 'count_workdays' }]);
  expect(functionsOf(spec)).toEqual([expect.stringContaining('return { workdays: ')]);
});

it.each([
  ['of another name', ['--tool', 'read_sensor: A temperature'], 'return args;'],
  [
    'of its name with other arguments',
    ['--tool', 'count_workdays: Days', '--param', 'days!'],
    'return args;',
  ],
  [
    'with a result of its own',
    ['--tool', 'add: Add', '--result', 'sum:number!'],
    'is not implemented',
  ],
])('the owner writes the function of a tool %s', (_, flags, begins) => {
  expect(functionsOf(providerOf(flags))).toEqual([expect.stringContaining(begins)]);
});

it.each([
  ['count_workdays', 'count_workdays', ['from', 'to'], []],
  ['read_sensor', 'read_sensor', ['sensor', 'unit'], ['Arguments of read_sensor']],
  ['read_sensor sensor! unit=C', 'read_sensor', ['sensor', 'unit'], []],
])('of the answer "%s" there are further questions: %4$j', async (line, name, names, further) => {
  const { questions, asked } = person({
    'First tool': line,
    'Arguments of': 'sensor! unit=C',
  });
  const stated = { name: 'lab', kind: 'code', tools: [] };
  const { tools } = await new Interview(questions).run((asking) =>
    askProvider(asking, catalog, { stated }),
  );
  expect(tools).toMatchObject([{ name }]);
  expect(Object.keys(tools![0]!.inputSchema.properties!)).toEqual(names);
  expect(asked).toEqual([
    'First tool: its name, and its arguments',
    ...further,
    'Another tool? (empty: done)',
  ]);
});

it.each([
  ['2026-01-01', '2026-01-07', 5],
  ['2026-01-03', '2026-01-04', 0],
  ['2026-01-04', '2026-01-05', 1],
  ['2026-01-05', '2026-01-05', 1],
  ['2024-01-01', '2024-12-31', 262],
  ['2026-01-02', '2026-01-01', undefined],
  ['2026-13-01', '2026-01-01', undefined],
  ['2026-01-01', '2026-01-02T12:00Z', undefined],
])('the tool counts from %s to %s: %s', async (from, to, workdays) => {
  const counting = countWorkdays({ from, to }, {} as never);
  if (workdays === undefined) await expect(counting).rejects.toThrow('the first day first');
  else expect(await counting).toEqual({ workdays });
});

it('the guide shows code of examples/toolbox', () => {
  const root = join(import.meta.dirname, '../../..');
  const example = join(root, 'examples/toolbox');
  const texts = readdirSync(example, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(src|tests)\/.*\.ts$/.test(path))
    .map((path) => withoutMargins(readFileSync(join(example, path), 'utf8')));
  const guide = readFileSync(join(root, 'docs/own-code.md'), 'utf8');
  const parts = Array.from(guide.matchAll(/^```ts\n(.*?)^```$/gms), ([, part = '']) => part);
  expect(parts).toHaveLength(3);
  for (const part of parts)
    expect(
      texts.some((text) => text.includes(withoutMargins(part))),
      part,
    ).toBe(true);
});

const withoutMargins = (text: string) => text.replace(/^ +/gm, '');
