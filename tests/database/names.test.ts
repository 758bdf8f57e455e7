import { describe, expect, it } from 'vitest';
import { columnOf, constantOf } from '../../src/database/catalogue/column.js';
import { argumentNames, isUsable, oneLine, quoteIdentifier } from '../../src/database/names.js';
import { Statements } from '../../src/database/statement.js';
import { fits } from '../../src/model/wildcard.js';
import { databaseTarget } from '../../src/database/url.js';
import { isSecretColumn } from '../../src/sources/database/selection.js';

describe('names', () => {
  it.each([
    ['parts', 'postgres', 'parts'],
    ['order', 'postgres', '"order"'],
    ['createdAt', 'postgres', '"createdAt"'],
    ['a"b', 'sqlite', '"a""b"'],
    ['a`b', 'mysql', '`a``b`'],
    ['rank', 'mysql', '`rank`'],
    ["it's", 'postgres', `"it's"`],
  ] as const)('%s in %s is %s', (name, dialect, expected) =>
    expect(quoteIdentifier(name, dialect)).toBe(expected),
  );

  it.each([':name', 'a\nb', 'a\0b', 'a\u202eb', '', ' ', 'a\\b', '{id}'])(
    '%j cannot be imported',
    (name) => expect(isUsable(name)).toBe(false),
  );

  it('arguments are identifiers, and differ', () => {
    const columns = ['id', 'Full Name', 'full_name', 'limit', 'naïve', '1st', '日本', '客'];
    expect([...argumentNames(columns.map((name) => ({ name }))).values()]).toEqual([
      ...['id', 'full_name', 'full_name_2', 'limit_2', 'naive', 'n1st', 'column', 'column_2'],
    ]);
  });

  it('a statement in one line keeps the lines of a value', () => {
    const column = { name: 'tags', type: 'text[]', nullable: true, default: ['a\n  b'] };
    const table = { name: 't', path: ['t'], columns: [column] };
    const statements = new Statements(table as never, 'postgres'); // all that is used
    const text = statements.insert([[column, statements.inserted(column)]], [column]);
    expect(text).toContain("array['a\n  b']::text[]");
    expect(text.replace('\n  b', '')).not.toContain('\n');
  });

  it.each([
    ['jsonb', ':a::jsonb'],
    ['json[]', ':a::json[]'],
    ['text[]', ':a'],
  ])('a value of %s is written as %s', (type, expected) => {
    const column = columnOf({ name: 'a', type, nullable: true, default: null }, 'postgres');
    const statements = new Statements({ columns: [column] } as never, 'postgres'); // all that is used
    expect(statements.value(column)).toBe(expected);
  });

  it('a comment is one short line without control characters', () => {
    expect(oneLine('a\n\t b\u001b[31m')).toBe('a b [31m');
    expect(oneLine('x'.repeat(500))).toHaveLength(200);
  });

  it.each([
    ['sales_*', 'sales_2026', true],
    ['sales_*', 'presales_2026', false],
    ['a.b', 'axb', false],
    ['*', 'any\nthing', true],
  ])('the pattern %s on %s: %s', (pattern, name, expected) =>
    expect(fits(pattern, name)).toBe(expected),
  );
});

describe('constants', () => {
  it.each<[string, boolean, unknown]>([
    ["'new'::character varying(20)", true, 'new'],
    [`'it''s'::"My Type"`, true, "it's"],
    ['0', false, 0],
    ['(-1.5)::double precision', false, -1.5],
    [`'{"a": 1}'::jsonb`, false, { a: 1 }],
    ['now()', true, undefined],
    ["nextval('a'::regclass)", false, undefined],
    ["'a' || 'b'", true, undefined],
    [String.raw`'a\'`, true, undefined],
    ['current_timestamp()', true, undefined],
  ])('%s', (text, isText, expected) => expect(constantOf(text, isText)).toEqual(expected));

  it.each([
    ["'t'", true],
    ["'F'", false],
    ["'true'", true],
    ['0', false],
    ['1', true],
  ])('of a column of booleans: %s', (text, expected) => {
    const raw = { name: 'active', type: 'boolean', nullable: false, default: text };
    expect(columnOf(raw, 'sqlite')).toMatchObject({ default: expected });
  });
});

describe('URLs', () => {
  it('have the login apart', () => {
    const target = databaseTarget('env:SHOP', {
      env: { SHOP: 'postgres://ann:a%23b@db.acme.dev/shop' },
      folder: '/home/ann',
    });
    expect(target).toEqual({
      url: 'postgres://db.acme.dev/shop',
      login: { username: 'ann', password: 'a#b' },
      dialect: 'postgres',
      folder: '/home/ann',
    });
  });

  it.each([
    'postgres://ann:app#secret@db.acme.dev/shop',
    'postgres://ann:app%secret@db.acme.dev/shop',
    'postgres://ann:app-secret@db.acme.dev',
    'postgres://db.acme.dev/shop?password=app-secret',
    'postgres://db.acme.dev/shop?user=ann&app-secret',
    'postgres://db.acme.dev/shop#app-secret',
    'mysql://db.acme.dev/shop?sslmode=disable&pass=app-secret',
    'https://ann:app-secret@db.acme.dev/shop',
    'sqlite:',
    'env:MISSING',
  ])('%s is rejected without being shown', (url) => {
    expect(() => databaseTarget(url, { env: {}, folder: '/' })).toThrow(
      /URL of the database|is not set/,
    );
    expect(() => databaseTarget(url, { env: {}, folder: '/' })).not.toThrow(/secret/);
  });
});

it.each<[boolean, string, string]>([
  [true, 'users', 'password_hash'],
  [true, 'api_keys', 'key'],
  [true, 'AccessTokens', 'value'],
  [true, 'invitations', 'invite_code'],
  [true, 'streams', 'server_key'],
  [true, 'visits', 'session_id'],
  [false, 'settings', 'key'],
  [false, 'countries', 'code'],
  [false, 'api_keys', 'name'],
  [false, 'orders', 'discount_code'],
])('a secret: %s, of %s.%s', (expected, table, name) => {
  const column = { name, type: 'text', nullable: false };
  expect(isSecretColumn(table, column)).toBe(expected);
});

it('a reference to a session is no secret', () => {
  const references = { table: 'sessions', column: 'id' };
  const column = { name: 'session_id', type: 'int', nullable: false, references };
  expect(isSecretColumn('talks', column)).toBe(false);
});
