import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalog } from '../../src/database/read.js';
import { databaseTarget } from '../../src/database/url.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { type Served, servers } from './servers.js';

const OWN_ROWS = `owner = current_setting('app.user_id', true)`;

const TABLES = `
  create role app login; create role boss; create role free login bypassrls;
  create table orders (id int primary key, owner text not null, note text);
  alter table orders enable row level security;
  create policy own on orders using (${OWN_ROWS});
  create policy boss on orders to boss using (true);
  create table countries (code char(2) primary key);
  create table drafts (id int primary key, owner text);
  alter table drafts enable row level security;
  create policy writes on drafts for insert with check (true);
  create table loose (id int primary key, owner text);
  alter table loose enable row level security;
  create policy own on loose using (${OWN_ROWS});
  create policy public on loose for select using (true);
  create table mine (id int primary key, owner text); alter table mine owner to app;
  alter table mine enable row level security; create policy own on mine using (${OWN_ROWS});
  create table forced (id int primary key, owner text); alter table forced owner to app;
  alter table forced enable row level security; alter table forced force row level security;
  create policy own on forced using (${OWN_ROWS});
  create view by_owner as select id, note from orders;
  create view by_caller with (security_invoker = true) as select id, note from orders;
  create view nested with (security_invoker = true) as select o.id from by_owner o;
  create view mixed with (security_invoker = on) as select id, code from by_caller, countries;
  create function caller() returns text language sql stable as 'select current_setting(''app.user_id'', true)';
  create function all_orders() returns setof orders language sql security definer as 'select * from orders';
  create function is_any(text) returns boolean language sql security definer
    as 'select exists (select from orders where note = $1)';
  create operator ?! (rightarg = text, function = is_any);
  create function joined(text, int) returns text language sql security definer
    as 'select $1 || string_agg(note, '','') from orders';
  create aggregate notes (int) (sfunc = joined, stype = text);
  create extension citext;
  create view by_function with (security_invoker = true) as select * from all_orders();
  create view by_operator with (security_invoker = true) as select id from orders where ?! note;
  create view by_aggregate with (security_invoker = true) as select notes(id) as id from orders;
  create view nested_function with (security_invoker = true) as select id from by_function;
  create view unclear with (security_invoker = true) as select id, caller() as owner from orders;
  create view clear with (security_invoker = true) as
    select id, lower(note) || 'query_to_xml' as note, now() as at
    from orders where note::citext = 'a'::citext;
  create view by_query with (security_invoker = true) as
    select id, query_to_xml('table countries', true, true, '')::text as countries from orders;
  create view by_statistics with (security_invoker = true) as
    select id from by_caller, ts_stat('select to_tsvector(code) from countries');
  create materialized view stored as select id, note from orders;
  grant select on all tables in schema public to app, free; grant all on orders to app`;

const postgres = servers.filter(({ dialect }) => dialect === 'postgres');

describe.each(postgres)('policies of $dialect', ({ isMissing, start }) => {
  let served: Served;
  const urlFor = (user: string) => served.url.replace('test:app-secret@', `${user}:app-secret@`);

  describe.skipIf(isMissing)('import', () => {
    beforeAll(async () => {
      served = await start();
      await served.execute(TABLES);
    });
    afterAll(() => served.stop());

    const states = async (user: string) => {
      const { signal } = new AbortController();
      const target = databaseTarget(urlFor(user), { env: {}, folder: '/' });
      const { tables } = await readCatalog(target, signal);
      return Object.fromEntries(tables.map(({ name, policies = 'off' }) => [name, policies]));
    };

    it('knows what they do for the login', async () => {
      const off = {
        ...{ countries: 'off', by_owner: 'off', nested: 'off', mixed: 'off', stored: 'off' },
        ...{ by_function: 'off', by_operator: 'off', by_aggregate: 'off', nested_function: 'off' },
      };
      const applied = { orders: 'user', by_caller: 'user', forced: 'user', clear: 'user' };
      expect(await states('app')).toEqual({
        ...off,
        ...applied,
        ...{ drafts: 'none', loose: 'other', unclear: 'other', mine: 'bypassed' },
        ...{ by_query: 'other', by_statistics: 'other' },
      });
      for (const user of ['test', 'free'])
        expect(await states(user)).toMatchObject({
          ...{ countries: 'off', by_owner: 'off', mixed: 'off' },
          ...{ orders: 'bypassed', by_caller: 'bypassed', forced: 'bypassed', drafts: 'bypassed' },
        });
    });

    const create = (user: string, ...words: string[]) =>
      runProgram(
        ['create', 'shop-mcp', '--from-database', 'env:SHOP', '--name', 'shop', '--yes']
          .concat(['--users', 'policies', '--no-install'])
          .concat(words),
        {
          files: memoryFiles({ '/home/ann/x': '' }),
          cwd: '/home/ann',
          env: { SHOP: urlFor(user) },
        },
      );

    it.each([
      ['app', 'countries', 'row-level security is off'],
      ['app', 'orders,drafts', 'drafts: no policy permits'],
      ['app', 'by_owner', 'by_owner: it reads tables as its owner'],
      ['app', 'by_function', 'or calls SECURITY DEFINER functions'],
      ['app', 'mine', 'mine: row-level security does not apply to the login'],
      ['test', 'orders', 'orders: row-level security does not apply to the login'],
    ])('as %s, %s is an error', async (user, tables, reason) => {
      const { exit, stderr } = await create(user, '--tables', tables);
      expect([exit, stderr]).toEqual([2, expect.stringContaining(reason)]);
      expect(stderr).toContain('No files were changed');
    });

    it('tables that all users read have no tools that write', async () => {
      const { exit, stderr } = await create(
        'app',
        ...['--tables', 'countries,orders', '--shared-tables', 'countries', '--allow-changes'],
      );
      expect([exit, stderr]).toEqual([0, expect.stringContaining('7 tools from 2 tables')]);
    });

    it.each([
      ['loose', 'Some policies of "loose"'],
      ['unclear', 'View "unclear" calls functions'],
      ['by_query', 'View "by_query" calls functions'],
    ])('%s is a warning', async (table, warning) => {
      const { exit, stderr } = await create('app', '--tables', table);
      expect([exit, stderr]).toEqual([0, expect.stringContaining(warning)]);
    });

    it('reports that they no longer apply', async () => {
      const files = memoryFiles({ '/home/ann/x': '' });
      const env = { SHOP: urlFor('app'), SHOP_USERNAME: 'app', SHOP_PASSWORD: 'app-secret' };
      const run = (cwd: string, ...words: string[]) => runProgram(words, { files, cwd, env });
      const words = ['--users', 'policies', '--tables', 'orders', '--no-install', '--yes'];
      const source = ['--from-database', 'env:SHOP', '--name', 'shop'];
      await run('/home/ann', 'create', 'shop-mcp', ...source, ...words);
      const check = () => run('/home/ann/shop-mcp', 'import', 'database', '--check');
      expect((await check()).exit).toBe(0);
      await served.execute('alter table orders disable row level security');
      const { exit, stdout } = await check();
      expect(exit).toBe(1);
      expect(stdout).toContain('own rows: row-level security is off.');
      expect(stdout).toMatch(/Removed[^]*list_orders/);
    });
  });
});
