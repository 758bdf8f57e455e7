import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/database/model.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { type Served, servers } from './servers.js';

const FUNCTIONS: Readonly<Partial<Record<Dialect, string>>> = {
  postgres: `
    create table orders (id bigint primary key, owner text not null);
    create function total(order_id bigint, "In Euro" boolean) returns numeric language sql as 'select 1.0';
    create function orders_of(owner text, out id bigint, out total numeric) returns setof record language sql as 'select 1::bigint, 1.0';
    comment on function orders_of is 'Orders with totals';
    create function unnamed(int, text) returns int language sql as 'select 1';
    create function greet() returns int language sql as 'select 1';
    create function stamp() returns trigger language plpgsql as 'begin return new; end';
    create procedure archive(id bigint) language sql as 'delete from orders'`,
  mysql: `
    create table orders (id bigint primary key, owner varchar(99) not null);
    create function total(order_id bigint, in_euro boolean) returns int deterministic return 1;
    create function orders_of(owner varchar(99)) returns int deterministic comment 'Orders with totals' return 1;
    create function greet() returns int deterministic return 1;
    create procedure archive(id bigint) delete from orders`,
};

const OFFERED: Readonly<Partial<Record<Dialect, [name: string, words: string | undefined][]>>> = {
  postgres: [
    ['public.archive', undefined],
    ['public.greet', '--query "select public.greet() as greet"'],
    [
      'public.orders_of',
      '--tool "orders_of: Orders with totals." --query "select * from public.orders_of(:principal.user_id)"',
    ],
    [
      'public.total',
      `--query "select public.total(:order_id, :in_euro) as total" --param 'order_id:int64! Parameter order_id of the function.' --param 'in_euro:boolean! `,
    ],
    [
      'public.unnamed',
      `--query "select public.unnamed(:argument_1, :argument_2) as unnamed" --param 'argument_1:integer! `,
    ],
  ],
  mysql: [
    ['archive', undefined],
    ['greet', '--query "select greet() as greet"'],
    [
      'orders_of',
      '--tool "orders_of: Orders with totals." --query "select orders_of(:principal.user_id) as orders_of"',
    ],
    [
      'total',
      `--query "select total(:order_id, :in_euro) as total" --param 'order_id:int64! Parameter order_id of the function.' --param 'in_euro:boolean! `,
    ],
  ],
};

describe.each(servers.filter(({ dialect }) => FUNCTIONS[dialect]))('$dialect', (server) => {
  describe.skipIf(server.isMissing)('functions', () => {
    let served: Served;
    beforeAll(async () => {
      served = await server.start();
      await served.execute(FUNCTIONS[server.dialect] ?? '');
    });
    afterAll(() => served.stop());

    it('are offered as commands that add tools', async () => {
      const files = memoryFiles({ '/home/ann/x': '' });
      const run = (cwd: string, ...words: string[]) =>
        runProgram(words, { files, cwd, env: { SHOP: served.url } });
      const created = await run(
        '/home/ann',
        'create',
        'shop-mcp',
        '--from-database',
        'env:SHOP',
        '--name',
        'shop',
        '--tables',
        'orders',
        '--user-column',
        'owner',
        '--yes',
        '--no-install',
        '--json',
      );
      expect(created.exit).toBe(0);
      const { imported } = JSON.parse(created.stdout) as {
        imported: { functions: { name: string; command?: string }[] };
      };
      expect(imported.functions).toEqual(
        (OFFERED[server.dialect] ?? []).map(([name, words]) => ({
          name,
          ...(words !== undefined && { command: expect.stringContaining(words) as string }),
        })),
      );
      for (const { command } of imported.functions) {
        if (command === undefined) continue;
        const [, , ...words] = Array.from(
          command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
          ([, ...found]) => found.find(Boolean) ?? '',
        );
        const added = await run('/home/ann/shop-mcp', ...words);
        expect([added.exit, added.stderr]).toEqual([0, expect.any(String)]);
      }
      const checked = await run('/home/ann/shop-mcp', 'validate');
      expect([checked.exit, checked.stdout]).toEqual([
        0,
        expect.stringContaining('No problems found'),
      ]);
      expect(checked.stdout).not.toContain(' warning ');
    });
  });
});
