import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuthNeededError } from '../../src/credentials/auth-needed.js';
import { configOf } from '../../src/project/config.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { databaseAddress } from '../../src/sql/address.js';
import { mysqlDatabase } from '../../src/sql/mysql.js';
import { postgresDatabase } from '../../src/sql/postgres.js';
import { sqliteDatabase } from '../../src/sql/sqlite.js';
import { temporaryFolder } from '../temporary-folder.js';
import { as } from './databases.js';

function project(database_url: string): void {
  const root = temporaryFolder();
  const entry = { kind: 'sql', name: 'T', description: 'T', auth: 'basic', database_url };
  const file = JSON.stringify({ providers: { stock: entry } });
  writeFileSync(join(root, 'provider-config.yaml'), file);
  const opened = openProject(root);
  onTestFinished(() => closeProject(opened));
}

afterEach(() => void vi.unstubAllEnvs());

const POSTGRES = ['postgres:', 'postgresql:'];

describe('the database URL', () => {
  it.each([
    ['postgres://127.0.0.1/acme', false],
    ['postgres://localhost:6000/acme', false],
    ['postgres://[::1]/acme', false],
    ['postgres://db.example.com/acme', {}],
    ['postgres://db.example.com/acme?sslmode=require', {}],
    ['postgres://db.example.com/acme?sslmode=disable', false],
    ['postgres://127.0.0.1/acme?sslmode=verify-full', {}],
    ['postgres:///acme?host=/run/postgresql', false],
    ['postgres://db.example.com/acme?host=/run/postgresql&sslmode=require', {}],
    ['postgres:///acme?host=db.example.com', {}],
    ['postgres://%2Frun%2Fpostgresql/acme', false],
  ])('%s: TLS %j', (url, tls) => {
    project(url);
    expect(databaseAddress('stock', POSTGRES, 5432).tls).toEqual(tls);
  });

  it.each([
    ['postgres://db.example.com/acme?sslmode=prefer', /must be "disable", "require"/],
    ['postgres://db.example.com/acme?sslmode=no-verify', /must be "disable", "require"/],
    ['mysql://db.example.com/acme', /must begin with "postgres:\/\/"/],
  ])('%s is not usable', (url, message) => {
    project(url);
    expect(() => databaseAddress('stock', POSTGRES, 5432)).toThrow(message);
  });

  it.each([
    'https://db.example.com/acme',
    'postgres://db.example.com',
    'postgres:///acme',
    'postgres://ann:secret@db.example.com/acme',
    'postgres://db.example.com/acme?options=-csearch_path=x',
    'postgres://db.example.com/acme?password=secret',
    'postgres://db.example.com/acme#secret',
    'sqlite:',
  ])('%s is rejected in both places', (url) => {
    expect(() => project(url)).toThrow('"providers.stock.database_url": must');
    project('sqlite:acme.db');
    vi.stubEnv('STOCK_DATABASE_URL', url);
    expect(() => configOf('stock')).toThrow('STOCK_DATABASE_URL must');
  });

  it('the environment wins', () => {
    project('sqlite:acme.db');
    vi.stubEnv('STOCK_DATABASE_URL', 'sqlite:other.db');
    expect(configOf('stock').database_url).toBe('sqlite:other.db');
  });
});

const auth = {
  getCredentials: async () => ({ username: 'u', password: 'p' }),
  authorize: () => {},
};
const ONE = 'select :principal.user_id as me';

describe('a database that cannot be used', () => {
  it.each([
    ['postgres', postgresDatabase],
    ['mysql', mysqlDatabase],
  ] as const)('%s: nothing listens, or it hangs up', async (protocol, make) => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    project(`${protocol}://127.0.0.1:${port}/acme`);
    const read = make('stock', auth, { users: 'parameter' }).one(ONE);
    await expect(read({}, as('ann'))).rejects.toThrow('The database cannot be reached.');
    await new Promise((resolve) => server.close(resolve));
    await expect(read({}, as('ann'))).rejects.toThrow('The database cannot be reached.');
  });

  it('sqlite: there is no file, and none is created', async () => {
    project('sqlite:none.db');
    const read = sqliteDatabase('stock', auth, { users: 'parameter' }).one(ONE);
    await expect(read({}, as('ann'))).rejects.toThrow('The database cannot be reached.');
  });

  it('a user without credentials must sign in', async () => {
    project('postgres://127.0.0.1:1/acme');
    const none = { ...auth, getCredentials: async () => null };
    const read = postgresDatabase('stock', none, { users: 'login' }).one('select 1 as one');
    await expect(read({}, as('ann'))).rejects.toThrow(AuthNeededError);
  });
});

describe('a statement is rejected when its module is loaded', () => {
  const tables = sqliteDatabase('stock', auth, { users: 'parameter' });
  it.each([
    [
      'without the user',
      () => tables.one('select 1 as one'),
      'does not contain :principal.user_id',
    ],
    [
      'that writes in a reader',
      () => tables.one('delete from x where y = :principal.user_id'),
      'use "change"',
    ],
    ['with a page by text', () => tables.page('x', ONE, { by: ['a; b'] }), 'names of columns'],
  ])('%s', (_, make, message) => expect(make).toThrow(message));
});
