import { describe, expect, it } from 'vitest';
import { providerSteps } from '../../../src/extend/provider-steps.js';
import { kinds } from '../../../src/kinds/register.gen.js';
import { testService } from '../../../src/kinds/sql/service.js';
import { renderProvider } from '../../../src/render/provider.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../../src/spec/check.js';

const HEAD = { name: 'stock', kind: 'sql', description: 'Parts.', databaseUrl: 'sqlite:data/a.db' };
const OWN = 'owner = :principal.user_id';
const id = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
const none = { type: 'object', properties: {} };
const list = { type: 'object', properties: { parts: { type: 'array', items: {} } } };

const spec = (tool: object, settings: object = {}) => ({
  ...HEAD,
  auth: { style: 'none' },
  tools: [{ name: 'do_it', description: 'It.', inputSchema: id, ...tool }],
  ...settings,
});

function problems(written: object): string[] {
  try {
    return checkProvider(written, kindsAndStyles).warnings.map(({ message }) => message);
  } catch (error) {
    const { details } = error as { details: { problems: { message: string }[] } };
    return details.problems.map(({ message }) => message);
  }
}

describe('a statement', () => {
  it.each<[words: string, tool: object, settings: object, expected: string[]]>([
    ['of one row', { query: `select 1 as a from t where id = :id and ${OWN}` }, {}, []],
    ['for all users', { query: 'select 1 as a from t where id = :id' }, { users: 'shared' }, []],
    [
      'without the user',
      { query: 'select 1 as a from t where id = :id' },
      {},
      ['does not contain'],
    ],
    ['of another argument', { query: `select :ids as a, :id as b, ${OWN}` }, {}, ['names "ids"']],
    ['without an argument', { query: `select a from t where ${OWN}` }, {}, ['is not part of']],
    ['twice', { query: `select :id as a; delete from t where ${OWN}` }, {}, ['More than one']],
    ['that drops', { query: `drop table t` }, {}, ['Only statements']],
    ['of the driver', { query: `select ? as a, :id as b, ${OWN}` }, {}, ['placeholders']],
    ['that deletes', { query: `delete from t where id = :id and ${OWN}` }, {}, ['set "confirm"']],
    [
      'of pages without arguments',
      {
        inputSchema: none,
        outputSchema: list,
        query: { statement: `select id from t where ${OWN}`, by: ['id'] },
      },
      {},
      ['"limit"', '"cursor"', '"next_cursor"'],
    ],
    [
      'with "then" after a read',
      { query: { statement: `select :id as a, ${OWN}`, then: `select 1 as a, ${OWN}` } },
      {},
      ['has "then"'],
    ],
    [
      'with a "key" of a read, which is no argument',
      { query: { statement: `select :id as a, ${OWN}`, key: ['ids'] } },
      {},
      ['names "ids"', 'has "key"'],
    ],
    [
      'that limits a list itself',
      { outputSchema: list, query: `select a as parts from t where ${OWN} limit :id` },
      {},
      ['add the optional boolean "truncated"'],
    ],
  ])('%s', (_, tool, settings, expected) =>
    expect(problems(spec(tool, settings))).toEqual(
      expected.map((says): unknown => expect.stringContaining(says)),
    ),
  );
});

describe('a database', () => {
  it.each([
    ['sqlite:data/a.db', 'none', 'libsql'],
    ['postgres://db.acme.dev/acme', 'login', 'pg'],
    ['mariadb://db.acme.dev/acme', 'login', 'mysql2'],
  ])('%s has the style %s and the driver %s', (databaseUrl, style, driver) => {
    const written = spec({ query: `select a from t where id = :id and ${OWN}` }, { databaseUrl });
    const { spec: complete } = checkProvider({ ...written, auth: { style } }, kindsAndStyles);
    const { dependencies } = renderProvider(complete, {
      name: 'acme',
      packageManager: 'npm',
      port: 1,
    });
    expect(Object.keys(dependencies)).toEqual([driver]);
    const other = style === 'none' ? 'login' : 'none';
    expect(problems({ ...written, auth: { style: other } })).toEqual([
      expect.stringContaining(`auth.style must be "${style}"`),
    ]);
  });

  it.each([
    'https://db.acme.dev/acme',
    'postgres://ann:secret@db.acme.dev/acme',
    'postgres://db.acme.dev',
    'postgres://db.acme.dev/acme?password=secret',
    'sqlite:',
  ])('%s is rejected', (databaseUrl) =>
    expect(problems(spec({ query: `select :id as a, ${OWN}` }, { databaseUrl }))[0]).toContain(
      'databaseUrl must be a URL without user name and password',
    ),
  );
});

it.each([
  ['insert into t values (:id)', false],
  ['insert into t values (:id) on conflict do nothing', false],
  ['insert into t values (:id) on conflict (a) do update set b = :id', true],
  ['insert into t values (:id) on duplicate key update b = :id', true],
  ['insert or replace into t values (:id)', true],
  ['update t set a = :id', true],
])('"%s" is destructive: %s', (query, destructiveHint) => {
  const { spec: complete } = checkProvider(spec({ query }, { users: 'shared' }), kindsAndStyles);
  expect(complete.tools[0]?.annotations).toMatchObject({ destructiveHint });
});

describe('the tests of a new provider', () => {
  const json = { mimeType: 'application/json' };
  const resources = [
    {
      ...json,
      name: 'part',
      uri: 'stock://parts/{id}',
      query: `select a from t where id = :id and ${OWN}`,
    },
    { ...json, name: 'room', uri: 'stock://room' },
    { ...json, name: 'units', uri: 'stock://units', query: { value: ['m', 'kg'] } },
    {
      ...json,
      name: 'tool',
      uri: 'stock://tools/{id}',
      query: {
        statement: `select a from t where id = :id and ${OWN}`,
        cases: [{ uri: 'stock://tools/7', result: { a: 'Saw' } }],
      },
    },
  ];
  const query = `select a from t where id = :id and ${OWN}`;

  const rows =
    /do_it: \{\s*arguments.*part: \{ uri.*room: \{ todo: true \}.*units: \{.*tool: \{ uri: 'stock:..tools.7', result: \{ a: 'Saw' \} \}/s;

  it.each<[data: object, next: string[]]>([
    [{ testData: 'create table t (id, a);' }, []],
    [{}, ['# Write the tables and rows for the tests in tests/stock.sql.']],
  ])('%j', (data, next) => {
    const { spec: complete } = checkProvider(
      spec({ query }, { resources, ...data }),
      kindsAndStyles,
    );
    const place = { name: 'acme', packageManager: 'npm', port: 1, signIn: undefined } as const;
    const { files } = renderProvider(complete, place);
    expect(files.find(({ path }) => path === 'tests/stock.test.ts')?.text).toMatch(rows);
    expect(providerSteps(complete, place)).toEqual([
      '# Write the code in src/providers/stock/resources/room.ts.',
      ...next,
    ]);
  });
});

describe('what a tool calls', () => {
  const call = (tool: object): string => {
    const { spec: complete } = checkProvider(spec(tool), kindsAndStyles);
    const surroundings = { name: 'acme', packageManager: 'npm', port: 1 } as const;
    const { files } = renderProvider(complete, surroundings);
    const text = files.find(({ path }) => path.endsWith('tools/do-it.ts'))?.text ?? '';
    return / run: database\.(\w+)/.exec(text)?.[1] ?? '';
  };
  const row = { type: 'object', properties: { a: { type: 'array' }, b: {} } };

  it.each<[string, object]>([
    ['one', { outputSchema: row, query: `select :id as a, 1 as b, ${OWN}` }],
    ['list', { outputSchema: list, query: `select :id as a, ${OWN}` }],
    ['change', { outputSchema: list, query: `update t set a = :id where ${OWN}` }],
    ['', {}],
  ])('%j', (expected, tool) => expect(call(tool)).toBe(expected));
});

it('the image of a database of the tests is a setting of the repository, which can name a digest', () => {
  const imageOf = (databaseUrl: string) => testService({ ...HEAD, databaseUrl })?.image;
  expect(imageOf('postgres://db.acme.dev/stock')).toBe(
    "${{ vars.POSTGRES_IMAGE || 'postgres:17' }}",
  );
  expect(imageOf('mariadb://db.acme.dev/stock')).toBe(
    "${{ vars.MARIADB_IMAGE || 'mariadb:11.8' }}",
  );
  expect(imageOf('sqlite:data/a.db')).toBeUndefined();
});

it.each([
  ['postgres://127.0.0.1/stock', [expect.stringContaining('Set TEST_STOCK_DATABASE_URL')]],
  ['sqlite:data/stock.db', []],
])('says what the tests of %s need', (databaseUrl, next) => {
  const spec = { name: 'stock', databaseUrl, testData: 'create table t (id, a);' };
  expect(kinds.sql.render.next?.(spec as never)).toEqual(next);
});
