import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Database, Statement, ToolFunction } from '../../src/sql.js';
import { compile } from '../../src/sql/compile.js';

const U = ':principal.user_id';

describe('compile', () => {
  it.each([
    [
      'postgres',
      `select ':a', ":b", $$ :c $$, /* :d */ x::int, :e, :e -- :f`,
      `select ':a', ":b", $$ :c $$, /* :d */ x::int, $1, $1 -- :f`,
    ],
    [
      'postgres',
      'select a[lo:hi], b[1:n], array[:c,:d], e[f(:g):h]',
      'select a[lo:hi], b[1:n], array[$1,$2], e[f($3):h]',
    ],
    ['postgres', `select E'it\\'s :a', :b`, `select E'it\\'s :a', $1`],
    ['postgres', `select 'a\\', :b, '\\'`, `select 'a\\', $1, '\\'`],
    ['postgres', `select /* /* :a */ :b */ :c`, `select /* /* :a */ :b */ $1`],
    ['postgres', `select $x$ $$ :a $x$, a$$b, :c, '$$'`, `select $x$ $$ :a $x$, a$$b, $1, '$$'`],
    ['postgres', `select $é$ :a $é$, é$$b, é$$c, :d`, `select $é$ :a $é$, é$$b, é$$c, $1`],
    [
      'mysql',
      `select 'it\\'s :a', "x :b", \`y :c\`, :d, :d # :e`,
      `select 'it\\'s :a', "x :b", \`y :c\`, ?, ? # :e`,
    ],
    ['mysql', `select 5--:a`, `select 5--?`],
    [
      'sqlite',
      `select 'it''s :a', [b:c], :principal.user_id; -- :d`,
      `select 'it''s :a', [b:c], ?`,
    ],
  ] as const)('%s %s', (dialect, text, expected) =>
    expect(compile(text, dialect).text).toBe(expected),
  );

  it.each([
    ['postgres', 'select 1; drop table x', 'More than one statement'],
    ['postgres', 'select 1; /* x */ select 2', 'More than one statement'],
    ['postgres', 'select $1', 'placeholders'],
    ['postgres', 'select /* /* */ 1', 'not closed'],
    ['postgres', `select E'\\'`, 'not closed'],
    ['postgres', `select $a$ :b $A$`, 'not closed'],
    ['postgres', 'select :principal.email', 'does not exist'],
    ['postgres', 'commit', 'Only statements'],
    ['postgres', 'explain analyze delete from x', 'Only statements'],
    ['postgres', '/* select */ drop table x', 'Only statements'],
    ['postgres', `set app.user_id = 'x'`, 'Only statements'],
    ['postgres', `copy x to program 'sh'`, 'Only statements'],
    ['mysql', 'select ?', 'placeholders'],
    ['mysql', 'select @a := :b', 'placeholders'],
    ['mysql', 'select /*! 1 */ 1', 'executes the content'],
    ['mysql', 'select /*M!100000 1 */ 1', 'executes the content'],
    ['mysql', `select 'open`, 'not closed'],
    ['mysql', `select 1 into /**/ outfile '/tmp/x'`, 'must not read or write files'],
    ['mysql', `select load_file('/etc/passwd')`, 'must not read or write files'],
    ['postgres', `select lo_export(1, '/tmp/x')`, 'must not read or write files'],
    ['postgres', `select pg_read_file('x')`, 'must not read or write files'],
    ['sqlite', `select writefile('/tmp/x', 'x')`, 'must not read or write files'],
    ['sqlite', `select "readfile" ('/etc/passwd')`, 'must not read or write files'],
    ['sqlite', `select name from fsdir where path = '/'`, 'must not read or write files'],
    ...['like', 'not like', 'glob', 'regexp', 'match'].map(
      (sign) => ['sqlite', `select 1 where owner ${sign} ${U}`, 'must not be part of'] as const,
    ),
    ['postgres', `select 1 where owner ilike lower(${U})`, 'compare it with "="'],
    ['postgres', `select 1 where owner ~* ${U}`, 'must not be part of "~*"'],
    ['mysql', `select 1 where ${U} rlike owner`, 'must not be part of'],
    ['sqlite', 'select @a', 'placeholders'],
    ['sqlite', `attach database '/etc/x' as y`, 'Only statements'],
    ['sqlite', 'pragma query_only = off', 'Only statements'],
  ] as const)('%s rejects %s', (dialect, text, message) =>
    expect(() => compile(text, dialect)).toThrow(message),
  );

  it.each([
    ['select 1', true],
    ['(select 1) union (select 2)', true],
    ['with x as (select 1) select * from x', true],
    [`select 'delete into'`, true],
    ['select updated_at, deleted from x', true],
    ['with x as (delete from y returning *) select * from x', false],
    ['select * into y from x', false],
    ['select * from x for no key update', false],
    ['delete from x', false],
    ['select lo_create(1)', false],
    [`select "dblink_exec"('x', 'y')`, false],
    ['select * from pg_stat_get_activity(null)', true],
    [`select id from notes where text like '%lo_put(%' or text = 'pg_ls_dir()'`, true],
  ])('%s reads: %s', (text, reads) => expect(compile(text, 'postgres').reads).toBe(reads));

  const bytes = (one: string) => `cast(${one} as text) collate binary`;
  const same = (one: string, other = '?') =>
    `(${one} = ${other} and ${bytes(one)} = ${bytes(other)})`;

  it.each([
    [
      `update t set owner = ${U}, a = (b = ${U}) where c = ${U}`,
      `update t set owner = ?, a = (${same('b')}) where ${same('c')}`,
    ],
    [
      `update t set a = case when b = ${U} then 1 end, owner = ${U}`,
      `update t set a = case when ${same('b')} then 1 end, owner = ?`,
    ],
    [`update t set (a, owner) = (1, ${U})`, 'update t set (a, owner) = (1, ?)'],
    [
      `insert into t (owner) values (${U}) on conflict (owner) do update set a = 1, owner = ${U} where t.owner = ${U}`,
      `insert into t (owner) values (?) on conflict (owner) do update set a = 1, owner = ? where ${same('t.owner')}`,
    ],
    [
      `select ${U} as me, f(${U}), length(${U}) > 0, "a=b" = ${U}`,
      `select ? as me, f(?), length(?) > 0, ${same('"a=b"')}`,
    ],
    [
      `select 1 from t left join u on u.a = ${U} left join v on left(v.a, 1) = ${U}`,
      `select 1 from t left join u on ${same('u.a')} left join v on ${same('left(v.a, 1)')}`,
    ],
    [
      `select 1 where (select count(*) from x where a = ${U}) = length(${U})`,
      `select 1 where (select count(*) from x where ${same('a')}) = length(?)`,
    ],
    [`select 1 where a = (select ${U}) or a is ${U}`, 'select 1 where a = (select ?) or a is ?'],
    [
      `select doc ->> 'x' = ${U}, :from, t.end = ${U} -- ${U} = a`,
      `select ${same("doc ->> 'x'")}, ?, ${same('t.end')} -- ${U} = a`,
    ],
  ])('compares the caller by bytes: %s', (text, expected) =>
    expect(compile(text, 'sqlite').text).toBe(expected),
  );

  it('the caller is a text of PostgreSQL beside the type of a column', () => {
    const { text, binds } = compile(
      `select 1 from t where id = ${U}::uuid and owner = ${U}`,
      'postgres',
    );
    expect(text).toBe(
      'select 1 from t where (id = $1::uuid and (id)::text collate "C" = $2::text collate "C") and (owner = $1 and (owner)::text collate "C" = $2::text collate "C")',
    );
    expect(binds).toHaveLength(2);
  });

  it('knows whether the caller is a parameter', () => {
    expect(compile('select :principal.user_id', 'postgres').scoped).toBe(true);
    expect(compile(`select ':principal.user_id' /* :principal.user_id */`, 'postgres').scoped).toBe(
      false,
    );
  });
});

describe('types', () => {
  type Run = ToolFunction<
    z.ZodObject<{ id: z.ZodNumber; note: z.ZodOptional<z.ZodString> }>,
    z.ZodObject<{ id: z.ZodNumber }>
  >;
  const tables = { one: () => async () => ({}) } as unknown as Database;

  it('statements are literals whose names are arguments', () => {
    const good: Run = tables.one(
      `select :id::int as id, coalesce(:note, 'x') as n where owner = :principal.user_id`,
    );
    // @ts-expect-error `:idd` is not an argument
    const misspelled: Run = tables.one('select :idd as id');
    const part = String(1);
    // @ts-expect-error it is not a literal
    const joined: Run = tables.one(`select ${part} as id`);
    // @ts-expect-error it is not a literal
    const variable: Run = tables.one(part);
    expect([good, misspelled, joined, variable]).toHaveLength(4);
  });

  it('names end where SQL says so', () => {
    type Args = { id: 1; b: 1 };
    type Good =
      | 'select :id::int, :b)'
      | `select to_char(at, 'HH24:mi'), 'it''s :x', :id`
      | 'select (:b)::text[]\n, x[:id]'
      | 'select :id'
      | 'select 1';
    expectTypeOf<Statement<Good, Args>>().toEqualTypeOf<Good>();
    expectTypeOf<Statement<'select :c', Args>>().not.toExtend<string>();
    expectTypeOf<Statement<`a ${string}`, object>>().not.toEqualTypeOf<`a ${string}`>();
  });
});
