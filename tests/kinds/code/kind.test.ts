import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Interview } from '../../../src/interview/interview.js';
import { callExample } from '../../../src/render/context/call-example.js';
import { renderProvider } from '../../../src/render/provider.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { readProvider } from '../../../src/spec/flags.js';
import { askProvider } from '../../../src/spec/questions/provider.js';
import { flagPairs } from '../../../src/spec/to-flags.js';
import { person } from '../../support/person.js';

const FLAGS = '--name lab --kind code'.split(' ');

function providerOf(more: readonly string[] = []) {
  const { draft, missing, check } = readProvider(
    flagPairs([...FLAGS, ...more]),
    kindsAndStyles,
    true,
  );
  expect(missing).toEqual([]);
  return check(draft).spec;
}

const filesOf = (spec: ReturnType<typeof providerOf>, part: string) =>
  renderProvider(spec, { name: 'lab-mcp', packageManager: 'npm', port: 8710 })
    .files.filter(({ path }) => path.includes(part))
    .map(({ text }) => text);
const functionsOf = (spec: ReturnType<typeof providerOf>) => filesOf(spec, '/tools/');

it('a provider without tools gets one that is complete', () => {
  const spec = providerOf();
  expect(spec.tools).toMatchObject([{ name: 'count_workdays' }]);
  expect(functionsOf(spec)).toEqual([
    expect.stringContaining('return { workdays: workdaysBetween('),
  ]);
});

it.each([
  ['of another name', ['--tool', 'read_sensor: A temperature']],
  ['of its name with other arguments', ['--tool', 'count_workdays: Days', '--param', 'days!']],
  ['with a result of its own', ['--tool', 'add: Add', '--result', 'sum:number!']],
])('the owner writes the function of a tool %s, and the README calls none', (_, flags) => {
  const spec = providerOf([...flags, '--annotation', 'readOnlyHint=true']);
  const [tool] = spec.tools;
  expect(functionsOf(spec)).toEqual([
    expect.stringContaining(`throw new ToolError('${tool?.name} is not implemented yet');`),
  ]);
  expect(filesOf(spec, '.test.ts')).toEqual([expect.stringContaining('todo: true')]);
  expect(callExample(spec, { cli: 'npx mcp-provider' })).toBe(
    'Types, bounds and defaults of all arguments, results and whole descriptions: [tests/lab.tools.txt](tests/lab.tools.txt).',
  );
});

const ADD = ['--tool', 'add: Add', '--param', 'a:number!', '--result', 'sum:number!'];

it('a function to write has a test case to complete, and a comment on its annotations unless they are stated', () => {
  expect(filesOf(providerOf(ADD), '.test.ts')).toEqual([
    expect.stringContaining('add: { todo: true, arguments: { a: 1 }, result: { sum: 1 } },'),
  ]);
  const hint = '// annotations: {';
  expect(functionsOf(providerOf(ADD))).toEqual([expect.stringContaining(hint)]);
  const stated = providerOf([...ADD, '--annotation', 'readOnlyHint=true']);
  expect(functionsOf(stated)).toEqual([expect.not.stringContaining(hint)]);
});

const ANOTHER = 'Another argument of read_sensor? (empty: done)';

it.each([
  ['count_workdays', 'count_workdays', ['from', 'to'], []],
  [
    'read_sensor',
    'read_sensor',
    ['sensor', 'unit'],
    ['Arguments of read_sensor', ANOTHER, ANOTHER],
  ],
  ['read_sensor sensor! unit=C', 'read_sensor', ['sensor', 'unit'], []],
])('the answer "%s" is followed by the questions %4$j', async (line, name, names, further) => {
  const { questions, asked } = person({ 'First tool': line, 'Arguments of': 'sensor!' });
  const { text } = questions;
  const additions = ['unit=C'];
  questions.text = async (question) => {
    const answer = await text(question);
    return question.message === ANOTHER ? (additions.shift() ?? answer) : answer;
  };
  const stated = { name: 'lab', kind: 'code', tools: [] };
  const { tools } = await new Interview(questions).run((asking) =>
    askProvider(asking, kindsAndStyles, { stated }),
  );
  expect(tools).toMatchObject([{ name }]);
  expect(Object.keys(tools![0]!.inputSchema.properties!)).toEqual(names);
  expect(asked).toEqual([
    'First tool: its name, and its arguments',
    ...further,
    'Another tool? (empty: done)',
  ]);
});

it('the guide shows code of examples/toolbox', () => {
  const root = join(import.meta.dirname, '../../..');
  const example = join(root, 'examples/toolbox');
  const texts = readdirSync(example, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(src|tests)\/.*\.ts$/.test(path))
    .map((path) => withoutMargins(readFileSync(join(example, path), 'utf8')));
  const guide = readFileSync(join(root, 'docs/own-code.md'), 'utf8');
  const parts = Array.from(guide.matchAll(/^```ts\n(.*?)^```$/gms), ([, part = '']) => part).filter(
    (part) => !part.includes('itemFields'), // a program of the library alone, which the library's test compiles
  );
  expect(parts).toHaveLength(5);
  for (const part of parts)
    expect(
      texts.some((text) => text.includes(withoutMargins(part))),
      part,
    ).toBe(true);
});

const withoutMargins = (text: string) => text.replace(/^ +/gm, '');
