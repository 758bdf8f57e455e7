import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { enterCredentials } from '../../src/auth/enter-credentials.js';
import { basicAuth } from '../../src/auth/schemes.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { mysqlDatabase } from '../../src/sql/mysql.js';
import { postgresDatabase } from '../../src/sql/postgres.js';
import { userNamed } from '../context.js';
import { mariadbProgram, startMariadb } from '../servers/mariadb.js';
import { initdbProgram, startPostgres } from '../servers/postgres.js';
import type { StoreServer } from '../servers/stores.js';
import { temporaryFolder } from '../temporary-folder.js';

const ann = userNamed('ann');

/** Enters a login as the sign-in does; the provider has a database at this URL. */
async function enter(
  make: (name: string, auth: ReturnType<typeof basicAuth>) => unknown,
  database_url: string,
  password: string,
  insists?: () => Promise<boolean>,
) {
  const root = temporaryFolder();
  vi.stubEnv('MCP_DATA_DIR', join(root, 'data'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const entry = { kind: 'sql', name: 'Shop', description: 'Shop.', auth: 'login', database_url };
  writeFileSync(join(root, 'provider-config.yaml'), JSON.stringify({ providers: { shop: entry } }));
  const project = openProject(root);
  onTestFinished(() => closeProject(project));
  const auth = basicAuth('shop', { username: 'SHOP_USERNAME', password: 'SHOP_PASSWORD' });
  make('shop', auth);
  const entered = await enterCredentials(auth, ann, { username: 'app', password }, insists);
  return { ...entered, isStored: (await auth.getCredentials(ann)) !== null };
}

/** The same of each server; parts of the URL and the password that are wrong. */
const rows: readonly [string, Wrong, Expected][] = [
  ['is accepted', {}, { is: 'signed-in', isStored: true }],
  [
    'has a wrong password',
    { password: 'wrong' },
    { is: 'rejected', why: /rejects this user name and password/, isStored: false },
  ],
  [
    'is for a database that does not exist',
    { database: 'none' },
    { is: 'saved', why: /"none" does not exist/, isStored: true },
  ],
  [
    'is for a host that does not exist',
    { host: 'none.invalid' },
    { is: 'saved', why: /Host "none.invalid" not found/, isStored: true },
  ],
  [
    'is for a port that nothing listens at',
    { host: '127.0.0.1:1' },
    { is: 'saved', why: /No server responds at 127.0.0.1:1/, isStored: true },
  ],
  [
    'could not be checked, and is not wanted',
    { host: '127.0.0.1:1', insists: async () => false },
    { is: 'rejected', why: /No server responds/, isStored: false },
  ],
  [
    'is for a server without TLS',
    { parameters: '?sslmode=require' },
    { is: 'saved', why: /does not support TLS/, isStored: true },
  ],
];

interface Wrong {
  password?: string;
  host?: string;
  database?: string;
  parameters?: string;
  insists?: () => Promise<boolean>;
}

interface Expected {
  is: 'signed-in' | 'saved' | 'rejected';
  why?: RegExp;
  isStored: boolean;
}

/** A server that asks for the password of the user "app". */
async function passwordPostgres(): Promise<StoreServer> {
  const server = await startPostgres(initdbProgram ?? '', (folder) => {
    const file = join(folder, 'hba.conf');
    const hosts = ['test 127.0.0.1/32 trust', 'app 127.0.0.1/32 scram-sha-256'];
    writeFileSync(file, hosts.map((host) => `host all ${host}\n`).join(''));
    return [`hba_file=${file}`];
  });
  const client = new pg.Client({ connectionString: server.address });
  await client.connect();
  await client.query("create role app login password 'app'");
  await client.end();
  return server;
}

describe.each([
  {
    dialect: 'postgres',
    isMissing: initdbProgram === undefined,
    start: passwordPostgres,
    make: (name: string, auth: ReturnType<typeof basicAuth>) =>
      postgresDatabase(name, auth, { users: 'shared' }),
  },
  {
    dialect: 'mysql',
    isMissing: mariadbProgram === undefined,
    start: () => startMariadb(mariadbProgram ?? ''),
    make: (name: string, auth: ReturnType<typeof basicAuth>) =>
      mysqlDatabase(name, auth, { users: 'shared' }),
  },
])('a login of $dialect', ({ isMissing, start, make, dialect }) => {
  let server: StoreServer | undefined;
  beforeAll(async () => {
    if (!isMissing) server = await start();
  });
  afterAll(() => server?.stop());

  it.skipIf(isMissing).each(rows)('%s', async (_, wrong, { why, ...expected }) => {
    const { host, pathname } = new URL(server?.address ?? '');
    const { password = 'app', database = pathname.slice(1), parameters = '', insists } = wrong;
    const url = `${dialect}://${wrong.host ?? host}/${database}${parameters}`;
    const entered = await enter(make, url, password, insists);
    expect(entered).toMatchObject(expected);
    expect('why' in entered ? entered.why : undefined).toEqual(
      why === undefined ? undefined : expect.stringMatching(why),
    );
  });
});
