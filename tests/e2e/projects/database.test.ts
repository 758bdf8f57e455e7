import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import type { Dialect } from '../../../src/database/model.js';
import { servers } from '../../database/servers.js';
import { SELECTED, SHOP } from '../../database/shop.js';
import { run } from '../../support/run.js';
import { TSC, VITEST } from './together.js';

const [TABLES, ...OPTIONS] = SELECTED;
const ROOT = join(import.meta.dirname, '..', '..', '..');
const BIN = join(ROOT, 'bin', 'mcp-provider.cjs');

const POLICIES = `create role app login;
  create type mood as enum ('calm', 'glad');
  create table notes (id int primary key, owner text not null, text text, moods mood[], hosts inet[] not null default '{}', word varchar(5)[], span interval, codes char(3)[], bits bit(3)[], flags varbit(5)[]);
  create table pages (id int primary key, owner text not null, note_id int not null references notes, parent_id int references pages);
  alter table pages enable row level security;
  create policy own on pages using (owner = current_setting('app.user_id', true));
  grant all on pages to app;
  alter table notes enable row level security;
  create policy own on notes using (owner = current_setting('app.user_id', true));
  grant all on notes to app;
  create view drafts with (security_invoker) as select id, owner, text from notes;
  grant select on drafts to app`;

/** Tables with references to those of the shop, which a deletion clears or which prevent it, and a key of two columns. */
const REFERRING: Readonly<Record<Dialect, readonly [string, string]>> = {
  postgres: ['uuid', 'bigint'],
  mysql: ['char(36)', 'bigint unsigned'],
  sqlite: ['text', 'integer'],
};
const referring = ([customer, order]: readonly [string, string]) => `
  create table carts (id int primary key, owner varchar(99) not null, customer_id ${customer},
    foreign key (customer_id) references customers (id) on delete set null);
  create table receipts (id int primary key, owner varchar(99) not null, order_id ${order} not null,
    foreign key (order_id) references orders (id));
  create table hints (id int primary key, owner varchar(99) not null, order_id ${order} not null, line int not null,
    foreign key (order_id, line) references order_lines (order_id, line) on delete cascade)`;

/** A project with a provider for each database passes its type check, its tests and `validate`. */
it('imported tables keep the rows of users apart', async () => {
  const folder = temporaryFolder();
  const root = join(folder, 'shop-mcp');
  const env: Record<string, string> = {};
  for (const [index, { dialect, start }] of servers.filter((one) => !one.isMissing).entries()) {
    const served = await start();
    onTestFinished(async () => {
      await served.stop();
    });
    await served.execute(SHOP[dialect]);
    await served.execute(referring(REFERRING[dialect]));
    env[`TEST_${dialect.toUpperCase()}_DATABASE_URL`] = served.testUrl;
    const isFirst = index === 0;
    const { code, stderr } = await run(
      'node',
      [
        ...[BIN, ...(isFirst ? ['create', root, '--no-git'] : ['add-provider'])],
        ...[
          '--from-database',
          'env:SHOP',
          '--name',
          dialect,
          '--tables',
          `carts,hints,receipts,${TABLES}`,
          ...OPTIONS,
        ],
        ...['--no-install', '--yes'],
      ],
      { cwd: isFirst ? folder : root, env: { SHOP: served.url } },
    );
    expect(code, stderr).toBe(0);
    if (dialect === 'postgres') {
      // The tests, too, name the schemas of their tables.
      await served.execute('alter role test in database apptest set search_path = nowhere');
      await served.execute(POLICIES);
      env.TEST_NOTES_DATABASE_URL = served.testUrl;
      const added = await run(
        'node',
        [
          ...[BIN, 'add-provider', '--from-database', 'env:SHOP', '--name', 'notes'],
          ...['--tables', 'drafts,notes,pages', '--users', 'policies', '--user-column', 'owner'],
          ...['--allow-changes', '--no-install', '--yes'],
        ],
        { cwd: root, env: { SHOP: served.url.replace('test:', 'app:') } },
      );
      expect(added.code, added.stderr).toBe(0);
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const checks: [string, string[]][] = [
    ['node', [TSC]],
    ['node', [BIN, 'build']],
    ['node', [VITEST, 'run', '--no-isolate']],
    ['node', [BIN, 'validate']],
  ];
  for (const [command, args] of checks) {
    const { code, stdout, stderr } = await run(command, args, { cwd: root, env });
    expect(code, stdout + stderr).toBe(0);
  }
});
