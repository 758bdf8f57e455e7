import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteIdentifier } from '../../src/database/identifiers.js';
import type { Dialect } from '../../src/database/model.js';
import { runProgram } from '../support/machine.js';
import { type MemoryFiles, memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';
import { type Served, servers } from './servers.js';
import { SELECTED, SHOP } from './shop.js';

const TOOLS = [
  ...['countries', 'customers', 'logs', 'open_orders', 'order_lines', 'orders'].flatMap((table) => [
    `list_${table}`,
    `count_${table}`,
  ]),
  ...['get_country', 'get_customer', 'get_open_order', 'get_order_line', 'get_order'],
  ...['create_customer', 'create_log', 'create_order_line', 'create_order'],
  ...['update_customer', 'update_order_line', 'update_order', 'update_setting', 'get_setting'],
  ...['delete_customer', 'delete_order_line', 'delete_order', 'delete_setting', 'set_setting'],
  ...['list', 'count', 'get', 'create', 'update', 'delete'].map(
    (action) => `${action}_we_ird_table`,
  ),
];

interface Rows {
  rows: { word: string }[];
}

/** Statements that list them. */
const KEYWORDS: Readonly<Partial<Record<Dialect, string>>> = {
  postgres: 'select word from pg_get_keywords()',
  mysql: `select lower(word) as word from information_schema.keywords where word regexp '^[A-Z_]+$'`,
};

describe.each(servers)('$dialect', ({ dialect, isMissing, start }) => {
  let served: Served;
  let files: MemoryFiles;
  const run = (...words: string[]) =>
    runProgram(words, { files, cwd: '/home/ann', env: { SHOP: served.url } });
  const inProject = (...words: string[]) =>
    runProgram(words, {
      files,
      cwd: '/home/ann/shop-mcp',
      env: { SHOP: served.url, SHOP_USERNAME: served.user, SHOP_PASSWORD: 'app-secret' },
    });
  const create = (...words: string[]) =>
    run('create', 'shop-mcp', '--from-database', 'env:SHOP', '--name', 'shop', '--yes', ...words);

  describe.skipIf(isMissing)('import', () => {
    beforeAll(async () => {
      served = await start();
      await served.execute(SHOP[dialect]);
    });
    afterAll(() => served.stop());

    it.each([
      [
        'the column of the user',
        ['--tables', 'orders', '--users', 'parameter'],
        /Add "--user-column owner"/,
      ],
      [
        'what all users read',
        ['--tables', 'orders,countries', '--user-column', 'owner'],
        /"countries" has no column "owner"[^]*--shared-tables "countries"/,
      ],
      ['a table', ['--tables', 'order'], /No table matches "order"[^]*Did you mean "orders"/],
      [
        'a table of all users',
        ['--user-column', 'owner', '--shared-tables', 'contries'],
        /No table matches "contries"[^]*Did you mean "countries"/,
      ],
      [
        'a column',
        ['--tables', 'orders', '--user-column', 'ownr'],
        /No selected table has a column "ownr"[^]*Did you mean "owner"/,
      ],
    ])('requires %s', async (_, words, message) => {
      files = memoryFiles({ '/home/ann/x': '' });
      const { exit, stderr } = await create(...words);
      expect([exit, stderr]).toEqual([2, expect.stringMatching(message)]);
      expect(Object.keys(files.texts())).toEqual(['/home/ann/x']);
    });

    it('serves all tables that it can, and says why not the others', async () => {
      files = memoryFiles({ '/home/ann/x': '' });
      const { exit, stdout, stderr } = await create('--user-column', 'owner');
      expect([exit, stderr]).toEqual([0, expect.stringContaining('Not served (')]);
      expect(stderr).toMatch(/countries, secret_plans.*: no column "owner"/);
      const [, served = ''] = /--tables (["'].*?["'])(?= --| *$)/m.exec(stdout) ?? [];
      expect(stderr).toContain(`tools from ${served.split(',').length} tables`);
      expect(/secret_plans|countries/.exec(served)).toBeNull();
    });

    it('a file is read, and all of it; whose rows they are is said', async () => {
      files = memoryFiles({ '/home/ann/x': '' });
      const unclear = await create();
      expect([unclear.exit, unclear.error?.code]).toEqual([
        2,
        dialect === 'sqlite' ? 'database/users-unclear' : 'database/users',
      ]);
      const words = dialect === 'sqlite' ? ['--users', 'shared'] : [];
      const { exit, stdout, stderr } = await create(...words);
      expect([exit, stderr]).toEqual(
        dialect === 'sqlite'
          ? [0, expect.stringContaining('tools from 9 tables')]
          : [2, expect.stringMatching(/requires "--user-column" or "--users"/)],
      );
      const { stdout: list } = await inProject('list', '--json');
      if (dialect !== 'sqlite') return;
      expect(stderr).toMatch(/broken: no column that[^]*notes_fts: virtual table\./);
      expect(stdout).not.toMatch(/--allow-changes/);
      expect(list).toContain('list_countries');
      expect(list).not.toMatch(/create_|update_|delete_|set_/);
    });

    it('quotes every word that the database reserves', async () => {
      const reserved = KEYWORDS[dialect];
      if (reserved === undefined) return;
      const [rows] = [await served.execute(reserved)].flat() as [{ word: string }[] | Rows];
      const words = ('rows' in rows ? rows.rows : rows).map(({ word }) => word.toLowerCase());
      const plain = words.filter((word) => quoteIdentifier(word, dialect) === word);
      expect(plain.length).toBeGreaterThan(50);
      const failed: string[] = [];
      for (const word of plain)
        for (const text of [
          `create temporary table kw (${word} int)`,
          `select ${word} from kw where ${word} = 1 order by ${word}`,
          `update kw set ${word} = coalesce(1, ${word})`,
          'drop table kw',
        ])
          await served.execute(text).catch(() => failed.push(`${word}: ${text}`));
      expect(failed).toEqual([]);
    });

    it('makes tools for the selected tables, and shows no others', async () => {
      files = memoryFiles({ '/home/ann/x': '' });
      const { exit, stdout, stderr } = await create('--tables', ...SELECTED);
      expect([exit, stderr]).toEqual([0, expect.stringContaining('tools from 8 tables')]);
      expect(stderr).toMatch(/customers\.password_hash: It is named like a secret/);
      expect(stderr).toMatch(/c:d: Its name contains/);
      expect(stdout).toContain('--from-database env:SHOP');
      const texts = files.texts();
      const leaks = Object.entries({ ...texts, stdout, stderr }).filter(
        ([path, text]) =>
          text.includes('app-secret') ||
          (path.startsWith('/') &&
            !path.endsWith('lock.json') &&
            /secret_plans|password_hash/.test(text)),
      );
      expect(leaks.map(([path]) => path)).toEqual([]);
      const provider = '/home/ann/shop-mcp/src/providers/shop';
      expect(texts[`${provider}/schemas/customer-tier.ts`]).toMatch(
        /enum\(\['basic', .it\\?'s gold.\]/,
      );
      expect(texts[`${provider}/tools/update-order.ts`]).toMatch(
        /rank: z\.int\(\)\.gt\(0\)\.max\(9\)/,
      );
      const shared = texts[`${provider}/schemas/order-fields.ts`] ?? '';
      expect(`${texts[`${provider}/tools/update-order.ts`]}${shared}`).toMatch(
        dialect === 'sqlite' ? /price: z\s*\.number\(\)/ : /price: decimal/,
      );
      expect(texts[`${provider}/schemas/customer.ts`]).toContain('tier');
      expect(texts[`${provider}/tools/delete-customer.ts`]).toMatch(
        /description: 'Delete one customer and its orders\.'[^]*Delete customer \$\{JSON\.stringify\(id\)\} and its orders\?/,
      );
      const { stdout: list } = await inProject('list', '--json');
      const { providers } = JSON.parse(list) as { providers: { tools: { name: string }[] }[] };
      expect(providers[0]?.tools.map(({ name }) => name).toSorted()).toEqual(TOOLS.toSorted());
    });

    it('changes nothing the second time', async () => {
      for (const words of [
        ['import', 'database'],
        ['import', 'database', 'env:SHOP'],
      ]) {
        const { exit, stdout } = await inProject(...words, '--yes', '--no-install');
        expect([exit, stdout]).toEqual([0, expect.stringContaining('No files were changed')]);
      }
      expect((await inProject('import', 'database', '--check')).exit).toBe(0);
    });

    it('shows what has changed, and accepts it', async () => {
      await served.execute('drop view if exists broken');
      await served.execute(`alter table order_lines add column amount int not null default 1`);
      await served.execute(`alter table logs add column level int`);
      await served.execute(`alter table logs drop column message`);
      await served.execute(`create table gifts (id int primary key, owner text, country char(2),
        foreign key (country) references countries (code))`);
      const check = (...words: string[]) => inProject('import', 'database', '--check', ...words);
      const { exit, stdout } = await check();
      expect(exit).toBe(1);
      expect(stdout).toContain('order_lines.amount: The column is new.');
      expect(stdout).toContain('logs.message: The column was removed. (breaking)');
      expect(stdout).toContain('New tables: select them with --tables (1):\n  gifts');
      const report = await check('--format', 'github');
      expect(report.exit).toBe(1);
      expect(report.stdout).toMatch(
        /::error file=src\/providers\/shop\/database\.lock\.json,line=\d+/,
      );
      const accepted = await inProject('import', 'database', '--yes', '--no-install');
      expect(accepted.exit).toBe(0);
      const texts = files.texts();
      const path = '/home/ann/shop-mcp/src/providers/shop';
      expect(texts[`${path}/tools/create-order-line.ts`]).toMatch(
        /amount: (z\.int\(\)\.default|int64\(\)\.prefault)\(1\)/,
      );
      expect(texts[`${path}/tools/list-logs.ts`]).not.toContain('message');
      expect(texts[`${path}/resources/schema.json`]).toContain('{ "name": "amount", "type": "int');
      expect(texts['/home/ann/shop-mcp/tests/shop.sql']).toContain('amount');
      const after = await check();
      expect([after.exit, after.stderr]).toEqual([0, '']);
      const added = ['import', 'database', '--tables', 'gifts', '--yes', '--no-install'];
      expect((await inProject(...added)).exit).toBe(0);
      const data = files.texts()['/home/ann/shop-mcp/tests/shop.sql'] ?? '';
      // The keys of a server follow its tables; SQLite has them in the tables.
      expect(data).toMatch(
        dialect === 'sqlite'
          ? /create table gifts[^;]*references countries \(code\)/
          : /create table [\w.]*gifts[^]*-- Foreign keys[^]*gifts add foreign key \(country\)[^\n]*\n[^]*$/,
      );
      expect(data.trim().split('\n\n').at(-1)).toContain(
        dialect === 'sqlite' ? 'create table' : 'gifts add foreign key',
      );
      // A clone of Git for Windows.
      const clone = Object.entries(files.texts()).map(([at, text]) => [
        at,
        text.replaceAll('\n', '\r\n'),
      ]);
      files = memoryFiles(Object.fromEntries(clone) as Record<string, string>);
      expect(await check()).toMatchObject({ exit: 0, stderr: '' });
    });

    it.skipIf(dialect !== 'mysql')('asks for the login, and repeats without it', async () => {
      const { questions, asked } = person({
        'User name for 127': 'imports',
        'Password of': 'app-secret',
      });
      const url = served.url.replace('imports:app-secret@', '');
      const words = ['create', 'asked', '--from', url, '--users', 'shared', '--no-install'];
      const { exit, stdout } = await runProgram(words, {
        files: memoryFiles({ '/home/ann/x': '' }),
        cwd: '/home/ann',
        questions,
      });
      expect([exit, asked.slice(0, 2)]).toEqual([
        0,
        [expect.stringMatching(/^User name for 127\..*\/app$/), 'Password of imports (hidden)'],
      ]);
      const [repeat = ''] = /npx create-mcp-provider.*/.exec(stdout) ?? [];
      expect(repeat).toContain(`--from ${url.replace('//', '//imports@')} `);
      expect(repeat).not.toMatch(/app-secret|--yes/);
    });

    it('reports a database that cannot be read, without the password', async () => {
      const wrong =
        dialect === 'sqlite' ? `${served.url}.missing` : served.url.replace(/:\d+\//, ':1/');
      const { exit, stderr } = await run('create', 'y', '--from-database', wrong, '--yes');
      expect([exit, stderr]).toEqual([2, expect.stringContaining('database/unreadable')]);
      expect(stderr).not.toContain('app-secret');
      if (dialect !== 'sqlite') expect(stderr).toContain('No server responds at 127.0.0.1:1.');
    });
  });
});
