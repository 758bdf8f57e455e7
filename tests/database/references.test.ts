import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftTools } from '../../src/database/import.js';
import type { Dialect, TableScope } from '../../src/database/model.js';
import { callerOf, catalogOf } from './caller.js';
import { type Served, servers } from './servers.js';

const OTHERS = `create table countries (code varchar(9) primary key);
  create table contacts (owner varchar(99) not null, id int primary key, code varchar(20) not null unique, part int not null, unique (id, part), unique (owner, id));
  create table entries (id int primary key, contact_id int not null, foreign key (contact_id) references contacts (id));
  create table deals (owner varchar(99) not null, id int primary key, contact_id int not null, referrer_id int, country varchar(9) default 'de', parent_id int,
    line_id int, code varchar(40), own_id int, pair_id int, pair_part int, hidden_id int, amount decimal(10,2), note varchar(9),
    foreign key (contact_id) references contacts (id), foreign key (referrer_id) references contacts (id) on delete set null,
    foreign key (country) references countries (code), foreign key (parent_id) references deals (id), foreign key (line_id) references entries (id),
    foreign key (owner, own_id) references contacts (owner, id), foreign key (pair_id, pair_part) references contacts (id, part));
  create table favourites (owner varchar(99) primary key, contact_id int not null, foreign key (contact_id) references contacts (id));
  create table members (deal_id int, contact_id int, owner varchar(99) not null, primary key (deal_id, contact_id),
    foreign key (deal_id) references deals (id), foreign key (contact_id) references contacts (id));
  insert into countries values ('de');
  insert into contacts values ('alice', 1, 'one', 10), ('bob', 2, 'two', 20), ('alice', 3, 'three', 30);
  insert into entries values (1, 1), (2, 2);
  insert into deals (owner, id, contact_id) values ('alice', 1, 1), ('bob', 2, 2)`;

/** Rows as the policies see them. */
const POLICIES = ['contacts', 'deals', 'favourites', 'members']
  .map(
    (
      table,
    ) => `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy own on ${table} using (owner = current_setting('app.user_id', true))`,
  )
  .join(';');

const NEW = { id: 9, contact_id: 1, country: 'de' };
const PARAMETER: TableScope = {
  users: 'parameter',
  userColumn: 'owner',
  sharedTables: ['countries'],
};
const modes: { dialect: Dialect; scope: TableScope }[] = [
  ...(['sqlite', 'mysql', 'postgres'] as const).map((dialect) => ({ dialect, scope: PARAMETER })),
  { dialect: 'postgres', scope: { ...PARAMETER, users: 'policies' } },
];

describe.each(modes)('$dialect, users by $scope.users', ({ dialect, scope }) => {
  const server = servers.find((one) => one.dialect === dialect);
  describe.skipIf(server?.isMissing)('a row refers to no row of another user', () => {
    let served: Served;
    let login: string | undefined;
    beforeAll(async () => {
      served = (await server?.start())!;
      await served.execute(OTHERS);
      if (scope.users !== 'policies') return;
      await served.execute(
        `${POLICIES}; create role app login password 'app-secret'; grant all on all tables in schema public to app`,
      );
      login = 'app';
    });
    afterAll(() => served.stop());
    const url = () =>
      login === undefined ? served.url : served.url.replace(/\/\/[^:]*:/, `//${login}:`);
    const connected = async () =>
      callerOf(await catalogOf({ ...served, url: url() }), url(), login, scope);

    it.each([
      ['contact_id', {}],
      ['referrer_id', {}],
      ['own_id', {}],
      ['parent_id', {}],
      ['pair_id', { pair_part: 20 }],
    ] as [string, object][])('%s', async (name, more) => {
      const call = await connected();
      const names = [name, ...Object.keys(more)].map((each) => `"${each}"`).join(' and ');
      const error = `${names} ${Object.keys(more).length > 0 ? 'refer' : 'refers'} to no row.`;
      // The row of Bob, and one that does not exist.
      for (const value of [2, 77]) {
        const args = { [name]: value, ...more };
        expect([value, await call('alice', 'deals.create', { ...NEW, ...args })]).toEqual([
          value,
          expect.stringContaining(error),
        ]);
        expect([value, await call('alice', 'deals.update', { id: 1, ...args, clear: [] })]).toEqual(
          [value, expect.stringContaining(error)],
        );
      }
      const own = { [name]: 1, ...(name === 'pair_id' && { pair_part: 10 }) };
      const id = 100 + name.length;
      expect(await call('alice', 'deals.create', { ...NEW, ...own, id })).toMatchObject(own);
      expect(
        await call('alice', 'deals.update', { id, ...own, note: 'new', clear: [] }),
      ).toMatchObject({ ...own, note: 'new' });
      expect(await call('alice', 'deals.update', { id, note: 'x', clear: [] })).toMatchObject({
        ...own,
        note: 'x',
      });
    });

    it('rows of a user, by the key of another row, and rows of all users', async () => {
      const call = await connected();
      expect(await call('alice', 'favourites.set', { contact_id: 2 })).toContain(
        '"contact_id" refers to no row.',
      );
      expect(await call('alice', 'favourites.set', { contact_id: 3 })).toMatchObject({
        contact_id: 3,
      });
      expect(await call('alice', 'favourites.set', { contact_id: 1 })).toMatchObject({
        contact_id: 1,
      });
      expect(await call('alice', 'members.create', { deal_id: 1, contact_id: 2 })).toContain(
        '"contact_id" refers to no row.',
      );
      expect(await call('alice', 'members.create', { deal_id: 2, contact_id: 1 })).toContain(
        '"deal_id" refers to no row.',
      );
      expect(await call('alice', 'members.create', { deal_id: 1, contact_id: 1 })).toMatchObject({
        deal_id: 1,
      });
      expect(await call('alice', 'deals.create', { ...NEW, id: 20, country: 'xx' })).toContain(
        'A row that these values refer to does not exist',
      );
      expect(await call('alice', 'deals.update', { id: 2, contact_id: 1, clear: [] })).toContain(
        'No row matches.',
      );
      await served.execute('delete from entries where id = 2');
      expect(await call('bob', 'contacts.delete', { id: 2 })).toContain(
        'The row cannot be deleted, because other rows refer to this one',
      );
      expect(await call('bob', 'deals.delete', { id: 2 })).toEqual({ affected: 1 });
      expect(await call('bob', 'contacts.delete', { id: 2 })).toEqual({ affected: 1 });
    });

    it('columns that no statement can check are no arguments', async () => {
      const { tables } = await catalogOf({ ...served, url: url() });
      const toolsOf = (names: readonly string[], more: Partial<TableScope> = {}) => {
        const chosen = tables.filter(({ name }) => names.includes(name));
        const { drafts, skipped } = draftTools(
          chosen,
          { dialect, tables },
          { ...scope, ...more },
          [],
        );
        const tool = drafts.find(({ key }) => key === 'deals.create')?.tool;
        return { settable: Object.keys(tool?.inputSchema.properties ?? {}), skipped };
      };
      const all = toolsOf(['deals', 'contacts', 'countries']);
      expect(all.settable).not.toContain('line_id');
      expect(all.settable).toContain('country');
      expect(all.skipped).toContainEqual({
        part: 'deals.line_id',
        reason: expect.stringContaining('refers to rows of users in "entries"') as string,
      });
      expect(toolsOf(['deals', 'contacts'], { sharedTables: ['entries'] }).settable).toContain(
        'line_id',
      );
      const alone = toolsOf(['deals']);
      expect(alone.settable).toEqual([]);
      expect(alone.skipped).toContainEqual({
        part: 'deals.create',
        reason: '"contact_id" is required and cannot be an argument.',
      });
    });
  });
});
