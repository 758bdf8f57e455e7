import { expect, it } from 'vitest';
import type { ExampleChanges } from '../../src/model/rule.js';
import { outcomeOf } from './outcome.js';

const TEST = 'tests/weather.test.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const HEAD = `import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';
`;
const test = (fixture: string, before = '', name = "'weather'") =>
  `${HEAD}${before}testProvider(providers, ${name}, ${fixture});\n`;

const MISSING = 'The tool "get_forecast" has no test case.';
const stranger = (name: string) => `There is no tool "${name}", but a test case of it.`;

const rows: [form: string, changes: ExampleChanges, ...messages: string[]][] = [
  ['no section', { [TEST]: test('{ signIn: bearer }') }, MISSING],
  ['an empty section', { [TEST]: test('{ tools: {} }') }, MISSING],
  ['a list', { [TEST]: test("{ tools: { get_forecast: [{ title: 'a' }, { title: 'b' }] } }") }],
  ['a key in quotes', { [TEST]: test("{ tools: { 'get_forecast': {} } }") }],
  [
    'a constant',
    { [TEST]: test('fixture', "const fixture = { tools: { 'old': {} } } as const;\n") },
    MISSING,
    stranger('old'),
  ],
  ['a shorthand', { [TEST]: test('{ tools: { get_forecast } }', 'const get_forecast = {};\n') }],
  [
    'an unknown shorthand',
    { [TEST]: test('{ tools: { old } }', 'const old = {};\n') },
    MISSING,
    stranger('old'),
  ],
  [
    'another file',
    {
      [TEST]: test('{ tools: cases }', "import { cases } from './cases.js';\n"),
      'tests/cases.ts': 'export const cases = { get_forecast: {} };\n',
    },
  ],
  [
    'a spread of another file',
    {
      [TEST]: test(
        '{ tools: { ...all.reading, old: {} } }',
        "import * as all from './cases.js';\n",
      ),
      'tests/cases.ts': 'const get = { get_forecast: {} };\nexport const reading = { ...get };\n',
    },
    stranger('old'),
  ],
  [
    'a spread of a function',
    { [TEST]: test("{ tools: { ...casesOf('x'), old: {} } }") },
    stranger('old'),
  ],
  [
    'a spread of the fixture',
    { [TEST]: test('{ ...shared }', "import { shared } from 'cases';\n") },
  ],
  ['a computed key', { [TEST]: test('{ tools: { [NAME]: {} } }', 'const NAME = name();\n') }],
  ['a condition', { [TEST]: test('{ tools: CI ? {} : { old: {} } }') }],
  ['a function around', { [TEST]: test('withDefaults({ tools: {} })') }],
  [
    'a fixture that is a parameter',
    {
      [TEST]: `${HEAD}const check = (fixture: object) => testProvider(providers, 'weather', fixture);\ncheck({});\n`,
    },
  ],
  ['a loop over providers', { [TEST]: test('{ tools: {} }', '', 'name') }],
  [
    'a renamed import',
    {
      [TEST]:
        "import { testProvider as check } from 'mcp-provider/testing';\ncheck(providers, 'weather', { tools: {} });\n",
    },
    MISSING,
  ],
  [
    'a namespace',
    {
      [TEST]:
        "import * as testing from 'mcp-provider/testing';\ntesting.testProvider(providers, 'weather', { tools: {} });\n",
    },
    MISSING,
  ],
  [
    'several files',
    {
      [TEST]: test('{ tools: {} }'),
      'tests/more.test.ts': test('{ tools: { get_forecast: {} } }'),
    },
  ],
  ['todo', { [TEST]: test('{ tools: { get_forecast: { todo: true } } }') }],
  [
    'a name that is unknown',
    {
      [TOOL]: ["name: 'get_forecast'", 'name: NAME'],
      'src/providers/weather/names.ts': "export const NAME = 'get_forecast';\n",
    },
  ],
  [
    'a name that is imported',
    {
      [TOOL]: [
        "import * as z from 'zod';",
        "import * as z from 'zod';\nimport { NAME } from '../names.js';",
      ],
      'src/providers/weather/names.ts': "export const NAME = 'get_forecast';\n",
    },
  ],
  [
    'a tool that is passed on',
    {
      [TOOL]: ['export const getForecast', '[...more].forEach(tool);\nexport const getForecast'],
      [TEST]: test('{ tools: { get_forecast: {}, old: {} } }'),
    },
  ],
  [
    'a list of tools',
    {
      [TOOL]: [
        'export const getForecast',
        'for (const each of more) tool(each);\nexport const getForecast',
      ],
      [TEST]: test('{ tools: { get_forecast: {}, old: {} } }'),
    },
  ],
  [
    'a tool of a function',
    {
      [TOOL]: [
        'export const getForecast',
        "export const make = () => tool({ name: 'made' });\nexport const getForecast",
      ],
    },
  ],
  [
    'a resource of an API',
    {
      [TEST]: test(
        '{ tools: { get_forecast: {} }, resources: { old: {} }, prompts: { plan: {} } }',
      ),
    },
    'There is no resource "old", but a test case of it.',
    'There is no prompt "plan", but a test case of it.',
  ],
];

it.each(rows)('%s', async (_, changes, ...messages) => {
  const { findings } = await outcomeOf(changes);
  const own = findings.filter(({ rule }) => rule === 'contract/test-cases');
  expect(own.map(({ message }) => message).toSorted()).toEqual(messages.toSorted());
});

it('a tool that is renamed in its file', async () => {
  const { findings } = await outcomeOf({ [TOOL]: ["'get_forecast'", "'weather_of'"] });
  expect(findings.map(({ hint }) => hint)).toEqual([
    'Did you mean "get_forecast", of which there is a case? Rename the case or the tool.',
    'Did you mean "weather_of"? Rename the case, also in README.md and "tests/weather.tools.txt".',
  ]);
});
