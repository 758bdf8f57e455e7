import { describe, expect, it } from 'vitest';
import { columnFromCatalog, constantValue } from '../../src/database/catalog/column.js';
import { withoutEscapes } from '../../src/database/catalog/mysql.js';
import {
  argumentNames,
  commentLine,
  isUsableInStatements,
  nameInTool,
  quoteIdentifier,
} from '../../src/database/identifiers.js';
import { Statements } from '../../src/database/statement.js';
import { databaseTarget } from '../../src/database/url.js';
import { matchesWildcard } from '../../src/model/text/wildcard.js';
import { isSecretColumn } from '../../src/sources/database/secret-columns.js';

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
    (name) => expect(isUsableInStatements(name)).toBe(false),
  );

  it.each([
    ['sales.Order Lines', 'sales_order_lines'],
    ['column', 'column'],
    ['日本', 'rows'],
  ])('%s is %s in the names of tools', (name, expected) => expect(nameInTool(name)).toBe(expected));

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
    const values = [[column, statements.inserted(column)]] as const;
    const text = statements.insert({ values, conditions: [] }, [column]);
    expect(text).toContain("array['a\n  b']::text[]");
    expect(text.replace('\n  b', '')).not.toContain('\n');
  });

  it.each([
    ['jsonb', ':a::jsonb'],
    ['json[]', ':a::json[]'],
    ['text[]', ':a'],
  ])('a value of %s is written as %s', (type, expected) => {
    const column = columnFromCatalog(
      { name: 'a', type, nullable: true, default: null },
      'postgres',
    );
    const statements = new Statements({ columns: [column] } as never, 'postgres'); // all that is used
    expect(statements.value(column)).toBe(expected);
  });

  it('a comment is one short line without control characters', () => {
    expect(commentLine('a\n\t b\u001b[31m')).toBe('a b [31m');
    expect(commentLine('x'.repeat(500))).toHaveLength(200);
  });

  it.each([
    ['sales_*', 'sales_2026', true],
    ['sales_*', 'presales_2026', false],
    ['a.b', 'axb', false],
    ['*', 'any\nthing', true],
  ])('the pattern %s on %s: %s', (pattern, name, expected) =>
    expect(matchesWildcard(pattern, name)).toBe(expected),
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
  ])('%s', (text, isText, expected) => expect(constantValue(text, isText)).toEqual(expected));

  it.each([
    [String.raw`'it\'s\n'`, "'it''s\n'"],
    ["'it''s'", "'it''s'"],
    [String.raw`concat('\'', 'x')`, String.raw`concat('\'', 'x')`],
  ])('of MariaDB, without escapes: %s', (text, expected) =>
    expect(withoutEscapes(text)).toBe(expected),
  );

  it.each(["'{}'::text[]", 'ARRAY[]::text[]'])('of a list: %s', (text) => {
    const raw = { name: 'tags', type: 'text[]', nullable: false, default: text };
    expect(columnFromCatalog(raw, 'postgres')).toMatchObject({ default: [] });
  });

  it.each([
    ["'t'", true],
    ["'F'", false],
    ["'true'", true],
    ['0', false],
    ['1', true],
  ])('of a column of booleans: %s', (text, expected) => {
    const raw = { name: 'active', type: 'boolean', nullable: false, default: text };
    expect(columnFromCatalog(raw, 'sqlite')).toMatchObject({ default: expected });
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
      /URL of the database|no name of a database|is not set/,
    );
    expect(() => databaseTarget(url, { env: {}, folder: '/' })).not.toThrow(/secret/);
  });
});

/** In tables of other things. */
const SECRETS =
  `serverkey server_key ServerKey SERVER_KEY storedkey stored_key backup_codes BackupCodes backupcodes recovery_codes
  RECOVERY_CODES recoverycode pass db_pass userpass pin PIN user_pin ssh_key sshKeys ssh_private_key password passwords
  password_hash passwordhash encrypted_password password2 password_salt salt pwd api_key apikey apiKeys APIKEY api_key_hash
  access_token accesstoken refreshToken tokens refresh_tokens token_hash resettoken otp otpSecret totp totp_seed mfa_secret
  two_factor_recovery_codes clientsecret secrets privatekey signing_key hmac_key webhook_key invite_code invitationcode
  activation_code verificationcode security_answer cvv sid session_id remember_token credentials passphrase license_key
  stream_key seed_phrase gpg_key auth_key access_code smtppassword token_ciphertext jwt remember_digest`.split(
    /\s+/,
  );
const ORDINARY =
  `zip_codes country_code currency_code status_code language_code postal_code discount_code preset_code area_code code
  is_pinned pinned_at pinboard opinion spinner pineapple passenger passport_country passing bypass compass boarding_pass
  primary_key foreign_key sort_key partition_key cache_key object_key public_key ssh_public_key key keyboard keyword keywords
  monkey author_key keynote key_id token_count tokenizer token_type total_tokens max_tokens next_page_token token_expires_at
  secretary secret_count salted basalt hash_tag hashtag content_hash commit_hash geohash hash password_changed_at has_password
  otp_enabled session_count value data authorization_date name`.split(/\s+/);

it('columns are secrets by their names', () => {
  const isFound = (name: string) =>
    isSecretColumn('things', { name, type: 'text', nullable: true });
  expect([SECRETS.filter((name) => !isFound(name)), ORDINARY.filter(isFound)]).toEqual([[], []]);
});

it.each<[boolean, string, string, string?]>([
  [true, 'api_keys', 'key'],
  [true, 'AccessTokens', 'value'],
  [true, 'recovery_codes', 'code'],
  [true, 'invitations', 'code'],
  [true, 'Sessions', 'Data'],
  [true, 'django_session', 'session_data'],
  [true, 'users', 'hash'],
  [true, 'users', 'tokens', 'jsonb'],
  [true, 'users', 'pin', 'integer'],
  [false, 'answers', 'tokens', 'integer'],
  [false, 'messages', 'pin', 'boolean'],
  [false, 'training_sessions', 'data'],
  [false, 'sessions', 'title'],
  [false, 'settings', 'key'],
  [false, 'countries', 'code'],
  [false, 'api_keys', 'name'],
])('a secret: %s, of %s.%s', (expected, table, name, type = 'text') => {
  expect(isSecretColumn(table, { name, type, nullable: false })).toBe(expected);
});

it('a reference to a session is no secret', () => {
  const references = { table: 'sessions', column: 'id' };
  const column = { name: 'session_id', type: 'int', nullable: false, references };
  expect(isSecretColumn('talks', column)).toBe(false);
});
