import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { draftTools } from '../../src/database/import.js';
import type { Dialect } from '../../src/database/model.js';
import type { ObjectSchema } from '../../src/model/json-schema.js';
import { selectedTables } from '../../src/sources/database/selection.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { callerOf, catalogOf } from './caller.js';
import { type Served, servers } from './servers.js';

const isPostgres = servers.some(({ dialect, isMissing }) => dialect === 'postgres' && !isMissing);

interface Loose {
  type: string;
  user: string;
  /** Users whom the type takes for that one. */
  others: string[];
  /** It cannot be a key. */
  isUnindexed?: true;
}

const SIMILAR = { user: 'jose', others: ['Jose', 'josé', 'jose '] };
const UUID = '0000000a-0000-4000-8000-000000000001';

const LOOSE: Readonly<Record<Dialect, readonly Loose[]>> = {
  mysql: [
    { type: 'varchar(99)', ...SIMILAR },
    { type: 'varchar(99) collate utf8mb4_bin', ...SIMILAR },
    { type: 'char(99)', ...SIMILAR },
    { type: 'varchar(4)', user: 'jose', others: ['jose ', 'jose  '] },
    { type: 'text', ...SIMILAR, isUnindexed: true },
    { type: 'bigint', user: '1', others: ['01', '1abc', '1.0', '1 '] },
  ],
  postgres: [
    { type: 'citext', ...SIMILAR },
    { type: 'text collate loose', ...SIMILAR },
    { type: 'char(99)', ...SIMILAR },
    { type: 'name', user: 'j'.repeat(63), others: ['j'.repeat(64)] },
    { type: 'integer', user: '1', others: ['01', ' 1', '+1'] },
    { type: 'uuid', user: UUID, others: [UUID.toUpperCase(), `{${UUID}}`] },
  ],
  sqlite: [
    { type: 'text collate nocase', ...SIMILAR },
    { type: 'text collate rtrim', ...SIMILAR },
    { type: 'integer', user: '1', others: ['01', '1.0', ' 1', '1e0'] },
  ],
};

/** Types that store other texts than they were given, or compare what no text is. */
const REFUSED: Readonly<Record<Dialect, readonly string[]>> = {
  mysql: ['binary(99)', "enum('alice', 'bob')", 'double', 'json'],
  postgres: ['bytea', 'mood', 'double precision', 'jsonb', 'text[]'],
  sqlite: ['blob', 'real', 'boolean'],
};

const SETUP: Readonly<Record<Dialect, string>> = {
  mysql: '',
  postgres: `create extension citext; create type mood as enum ('sad');
    create collation loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
  sqlite: '',
};

describe.each(servers)('$dialect', ({ dialect, isMissing, start }) => {
  describe.skipIf(isMissing)('user columns', () => {
    let served: Served;
    beforeAll(async () => {
      served = await start();
      if (SETUP[dialect] !== '') await served.execute(SETUP[dialect]);
    });
    afterAll(() => served.stop());

    it.each(LOOSE[dialect])('of the type $type are compared by bytes', async (loose) => {
      const { type, user, others, isUnindexed } = loose;
      const key = dialect === 'mysql' ? 'int auto_increment primary key' : 'integer primary key';
      for (const text of [
        `create table notes (id ${key}, owner ${type} not null, title varchar(9))`,
        `create table prefs (owner ${isUnindexed ? 'varchar(99)' : type} primary key, theme varchar(9))`,
        `create table logs (owner ${type} not null, title varchar(9))`,
        `insert into logs (owner, title) values ('${user}', 'own')`,
        `insert into notes (id, owner, title) values (1, '${user}', 'own')`,
        `insert into prefs (owner, theme) values ('${user}', 'dark')`,
      ])
        await served.execute(text);
      onTestFinished(async () => {
        for (const table of ['notes', 'prefs', 'logs']) await served.execute(`drop table ${table}`);
      });
      const call = callerOf(await catalogOf(served), served.url);
      for (const other of others) {
        const got = await Promise.all([
          call(other, 'notes.list'),
          call(other, 'notes.get', { id: 1 }),
          call(other, 'prefs.get'),
          call(other, 'logs.list'),
        ]);
        expect(JSON.stringify([other, got])).not.toMatch(/"own"|"dark"/);
        for (const name of ['notes.update', 'notes.delete', 'prefs.update', 'prefs.delete'])
          expect([name, await call(other, name, { id: 1, title: 'no', theme: 'no' })]).toEqual([
            name,
            expect.any(String),
          ]);
        await call(other, 'notes.create', { id: 2, title: 'no' });
        await call(other, 'logs.create', { title: 'no' });
        await call(other, 'prefs.set', { theme: 'no' });
        await call(other, 'prefs.delete');
      }
      expect(await call(user, 'notes.list')).toEqual({ rows: [{ id: 1, title: 'own' }] });
      expect(await call(user, 'logs.list')).toEqual({ rows: [{ title: 'own' }] });
      expect(await call(user, 'prefs.get')).toEqual({ theme: 'dark' });
      expect(await call(user, 'prefs.set', { theme: 'blue' })).toEqual({ theme: 'blue' });
      const create = { id: 3, title: 'new' };
      expect(await call(user, 'notes.create', create)).toMatchObject({ title: 'new' });
      expect(await call(user, 'notes.delete', { id: 1 })).toEqual({ affected: 1 });
    });

    it.each(REFUSED[dialect])('of the type %s are refused', async (type) => {
      await served.execute(`create table notes (id integer primary key, owner ${type})`);
      onTestFinished(async () => {
        await served.execute('drop table notes');
      });
      const files = memoryFiles({ '/home/ann/x': '' });
      const words = ['--from-database', 'env:DB', '--name', 'shop', '--user-column', 'owner'];
      const create = (...more: string[]) =>
        runProgram(['create', 'shop-mcp', ...words, ...more, '--yes'], {
          files,
          cwd: '/home/ann',
          env: { DB: served.url },
        });
      for (const more of [[], ['--tables', 'notes']]) {
        const { exit, stderr } = await create(...more);
        expect([exit, stderr]).toEqual([
          2,
          expect.stringMatching(/notes: "owner" is .*, which does not tell users apart: make it/),
        ]);
      }
    });
  });
});

/** Tables that a login may read, change and add to, or not. */
const LIMITED = {
  postgres: `create role limited login password 'app-secret';
    create table ro (id int primary key, t text); grant select on ro to limited;
    create table rw (id serial primary key, t text); grant all on rw to limited; grant usage on rw_id_seq to limited;
    create table numbered (id serial primary key, t text); grant all on numbered to limited;
    create table part (id int primary key, t text); grant select, update (t) on part to limited;
    create table cols (id int primary key, a text, b text not null default 'b', c text);
    grant select (id, a, b), insert (id, a, c), update (b) on cols to limited`,
  mysql: `create user limited@'127.0.0.1' identified by 'app-secret';
    create table ro (id int primary key, t text); grant select on ro to limited@'127.0.0.1';
    create table rw (id int auto_increment primary key, t text); grant all on rw to limited@'127.0.0.1';
    create table numbered (id int primary key, t text); grant select, update, delete on numbered to limited@'127.0.0.1';
    create table part (id int primary key, t text); grant select, update (t) on part to limited@'127.0.0.1';
    create table cols (id int primary key, a text, b varchar(9) not null default 'b', c text);
    grant select (id, a, b), insert (id, a, c), update (b) on cols to limited@'127.0.0.1'`,
};

describe.each(servers.filter(({ dialect }) => dialect !== 'sqlite'))(
  '$dialect: a login that may not change every table',
  ({ dialect, isMissing, start }) => {
    it.skipIf(isMissing)('has no tools that it may not use', async () => {
      const served = await start();
      onTestFinished(() => void served.stop());
      const text = LIMITED[dialect as keyof typeof LIMITED];
      if (dialect === 'postgres') await served.execute(text);
      else {
        const uri = served.url.replace(/\/\/[^@]*@/, '//root@');
        const root = await mysql.createConnection({ uri, multipleStatements: true });
        await root.query(text);
        await root.end();
      }
      const url = served.url.replace(/\/\/[^@]*@/, '//limited:app-secret@');
      const catalog = await catalogOf({ ...served, url });
      const { tables } = catalog;
      // A lock says nothing of a column that is not denied: an older one of the same table is the same.
      const free = tables.find(({ name }) => name === 'rw');
      expect(free?.columns.filter((column) => 'denied' in column)).toEqual([]);
      const scope = { users: 'shared' as const, sharedTables: [] };
      const { drafts, skipped } = draftTools(tables, { dialect, tables }, scope, []);
      expect(drafts.map(({ key }) => key).filter((key) => !/list|get/.test(key))).toEqual([
        ...['cols.create', 'cols.update', 'numbered.update', 'numbered.delete', 'part.update'],
        ...['rw.create', 'rw.update', 'rw.delete'],
      ]);
      expect(skipped).toContainEqual({
        part: 'ro.create',
        reason: 'The login is not permitted to insert rows.',
      });

      const { tables: cols, skipped: unread } = selectedTables(catalog, ['cols'], []);
      expect(unread).toEqual([
        { part: 'cols.c', reason: 'The login is not permitted to read it.' },
      ]);
      const own = draftTools(cols, catalog, scope, []);
      const tools = own.drafts.map(({ key, tool }) => [key, tool] as const);
      const { 'cols.create': create, 'cols.update': update } = Object.fromEntries(tools);
      const names = (schema: ObjectSchema | undefined) => Object.keys(schema?.properties ?? {});
      expect(names(create?.outputSchema)).toEqual(['id', 'a', 'b']);
      expect(names(create?.inputSchema)).toEqual(['id', 'a']);
      expect(names(update?.inputSchema)).toEqual(['id', 'b']);
      expect(own.skipped.map(({ part, reason }) => `${part}: ${reason}`)).toEqual([
        'cols.a: The login is not permitted to update it.',
        'cols.b: The login is not permitted to insert it.',
        'cols.delete: The login is not permitted to delete rows.',
      ]);
      const call = callerOf({ ...catalog, tables: cols }, url, 'limited', scope);
      const row = { id: 1, a: 'x', b: 'b' };
      expect(await call('ann', 'cols.create', { id: 1, a: 'x' })).toEqual(row);
      expect(await call('ann', 'cols.update', { id: 1, b: 'y' })).toEqual({ ...row, b: 'y' });
      expect(await call('ann', 'cols.list')).toEqual({ rows: [{ ...row, b: 'y' }] });
      expect(await call('ann', 'cols.get', { id: 1 })).toEqual({ ...row, b: 'y' });
    });
  },
);

describe.skipIf(!isPostgres)('a login with another search path', () => {
  let served: Served;
  beforeAll(async () => {
    served = (await servers.find(({ dialect }) => dialect === 'postgres')?.start())!;
    await served.execute(`create type state as enum ('new', 'old');
      create table orders (id int primary key, owner text not null, state state not null default 'new', title text);
      create table settings (owner text primary key, tags text[] not null default '{}', theme text);
      create function total(o int) returns int language sql as 'select 1'`);
    await served.execute(`insert into orders values (1, 'ann', 'new', 'the real one')`);
  });
  afterAll(() => served.stop());
  const SHADOW = `create role app login password 'app-secret'; create schema app authorization app;
    grant all on all tables in schema public to app;
    create type app.state as enum ('shadow');
    create table app.orders (id int primary key, owner text not null, state app.state, title text);
    create table app.settings (like public.settings including all);
    insert into app.orders values (9, 'ann', 'shadow', 'not this one');
    grant all on all tables in schema app to app`;

  it('reads and writes the tables that were imported', async () => {
    const files = memoryFiles({ '/home/ann/x': '' });
    const run = (cwd: string, ...words: string[]) =>
      runProgram(words, {
        files,
        cwd,
        env: { SHOP: served.url, SHOP_USERNAME: 'app', SHOP_PASSWORD: 'app-secret' },
      });
    const created = await run(
      '/home/ann',
      ...['create', 'shop-mcp', '--from-database', 'env:SHOP', '--name', 'shop', '--yes'],
      ...['--tables', 'orders,settings', '--user-column', 'owner', '--no-install'],
    );
    expect(created.exit).toBe(0);
    const call = callerOf(await catalogOf(served), served.url, 'app');
    await served.execute(SHADOW);
    expect(await call('ann', 'orders.list')).toMatchObject({ rows: [{ title: 'the real one' }] });
    await call('ann', 'orders.create', { id: 2, state: 'old', title: 'mine' });
    await call('ann', 'settings.set', { theme: 'dark', tags: null });
    expect(await served.execute('select id from public.orders order by id')).toMatchObject({
      rows: [{ id: 1 }, { id: 2 }],
    });
    expect(await served.execute('select theme from public.settings')).toMatchObject({
      rows: [{ theme: 'dark' }],
    });
    // The login now finds other tables under these names; those that were imported are still the same.
    const check = await run('/home/ann/shop-mcp', 'import', 'database', '--check');
    expect(check.stdout).toMatch(/has 0 changes, [^]*and 2 new tables/);
    expect(check.stdout).not.toContain('a/src/providers/shop/api');
  });
});
