import { join, relative } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { databaseTarget, isSameDatabase, urlFrom } from '../../src/database/url.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const at = (url: string, folder = '/home/ann') => databaseTarget(url, { env: {}, folder });

describe('the same database', () => {
  it.each([
    [at('sqlite:shop.db'), at('sqlite:../shop.db', '/home/ann/shop-mcp'), true],
    [at('sqlite:shop.db'), at('sqlite:shop.db', '/home/ann/shop-mcp'), false],
    [at('postgres://u:p@db.acme.dev/shop'), at('postgresql://DB.acme.dev:5432/shop'), true],
    [at('mysql://db.acme.dev/shop?sslmode=disable'), at('mariadb://db.acme.dev:3306/shop'), true],
    [at('postgres://db.acme.dev/shop'), at('postgres://db.acme.dev/shops'), false],
    [at('postgres://db.acme.dev/shop'), at('postgres://db.acme.dev:6432/shop'), false],
    [at('postgres://db.acme.dev/shop'), at('mysql://db.acme.dev/shop'), false],
  ])('%j and %j: %j', (one, other, expected) => expect(isSameDatabase(one, other)).toBe(expected));

  it.each([
    ['sqlite:shop.db', 'sqlite:../shop.db'],
    ['sqlite:/data/shop.db', 'sqlite:../../../data/shop.db'],
    [
      'postgres://db.acme.dev/shop?sslrootcert=ca.pem',
      'postgres://db.acme.dev/shop?sslrootcert=..%2Fca.pem',
    ],
    ['postgres://db.acme.dev/shop?sslmode=require', 'postgres://db.acme.dev/shop?sslmode=require'],
  ])('%s is %s in a project', (url, expected) =>
    expect(urlFrom(at(url), '/home/ann/shop-mcp')).toBe(expected),
  );
});

const ROOT = '/home/ann/shop-mcp';

/** A project that was imported from one of two databases. */
async function shops() {
  const folder = temporaryFolder();
  const databases = ['shop', 'archive'].map((name) => {
    const file = join(folder, `${name}.db`);
    const database = new Database(file);
    database.exec(`create table ${name}s (id integer primary key, owner text)`);
    database.close();
    return file;
  });
  const files = memoryFiles({ '/home/ann/x': '' });
  const from = (cwd: string) => databases.map((file) => `sqlite:${relative(cwd, file)}`);
  const runIn = (cwd: string, words: readonly string[]) =>
    runProgram([...words, '--no-install'], { files, cwd });
  const run = (...words: string[]) => runIn(ROOT, words);
  const tables = ['--tables', '*', '--user-column', 'owner', '--yes'];
  const [url = ''] = from('/home/ann');
  await runIn('/home/ann', ['create', 'shop-mcp', '--from-database', url, ...tables]);
  return { urls: from(ROOT), files, tables, run };
}

it('updates the provider of a relative path', async () => {
  const { urls, run } = await shops();
  const { exit, stdout } = await run('import', 'database', urls[0]!, '--yes');
  expect([exit, stdout]).toEqual([0, expect.stringContaining('No files were changed')]);
});

it('adds a provider beside one without a URL', async () => {
  const { urls, files, tables, run } = await shops();
  const config = `${ROOT}/provider-config.yaml`;
  await files.write(config, files.texts()[config]!.replace(/^ +database_url:.*\n/m, ''));
  const { exit } = await run('import', 'database', urls[1]!, ...tables);
  expect(exit).toBe(0);
  expect(Object.keys(files.texts())).toContain(`${ROOT}/src/providers/archive/database.lock.json`);
});

it('reads the environment of the server from .env', async () => {
  const { urls, files, run } = await shops();
  expect((await run('import', 'database', '--check')).exit).toBe(0);
  await files.write(`${ROOT}/.env`, `SHOP_DATABASE_URL=${urls[1]}\n`);
  const { exit, stdout } = await run('import', 'database', '--check');
  expect([exit, stdout]).toEqual([1, expect.stringContaining('shops: The table was removed.')]);
});

it('a warning names the tools it is about', async () => {
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'crm.db'));
  database.exec('create table users (id integer primary key)');
  database.exec('create table deals (id integer primary key, user_id integer references users)');
  database.close();
  const words = ['create', 'crm', '--from-database', `sqlite:${join(folder, 'crm.db')}`];
  const { stderr } = await runProgram([...words, '--users', 'shared', '--yes', '--no-install'], {
    files: memoryFiles({ '/home/ann/x': '' }),
    cwd: '/home/ann',
  });
  expect(stderr).toContain('list_deals: Its inputSchema.properties.user_id seems');
});
