import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opensslProgram, selfSigned } from '../../runtime/tests/servers/certificate.js';
import { initdbProgram, startPostgres } from '../../runtime/tests/servers/postgres.js';
import type { StoreServer } from '../../runtime/tests/servers/stores.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { readCatalog, unreachableDatabase } from '../../src/database/read.js';
import { databaseTarget } from '../../src/database/url.js';

const folder = temporaryFolder(afterAll);

const read = (url: string) =>
  readCatalog(databaseTarget(url, { env: {}, folder }), new AbortController().signal);

it.each([
  ['sqlite:text.db', /file is not a database/i],
  ['sqlite:none.db', /File "none\.db" cannot be opened/],
  [
    'postgres://db.acme.dev/shop?sslrootcert=none.pem',
    /The file in "sslrootcert" of the database URL cannot be read \(ENOENT\)/,
  ],
  ['postgres://db.acme.dev/shop?sslmode=prefer', /"sslmode" of the database URL must be/],
  ['mysql://127.0.0.1:1/shop', /^No server responds at 127\.0\.0\.1:1\.$/],
  ['postgres://none.invalid/shop', /^Host "none\.invalid" not found\.$/],
])('%s is an error with the reason', async (url, message) => {
  writeFileSync(join(folder, 'text.db'), 'This is a text and no database. '.repeat(100));
  await expect(read(url)).rejects.toThrow(message);
});

it('asks for another path, which need not be in a URL', async () => {
  await expect(read('sqlite:none.db')).rejects.toMatchObject({ hint: 'Check the path.' });
});

const NO_PASSWORD = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string';
const MISSING = '"postgres://db.acme.dev/shop" requires a user name and a password.';
const NO_WORD = '"postgres://db.acme.dev/shop" requires the password of "ann".';

it.each([
  ['', { code: '28000' }, MISSING],
  ['ann@', { message: NO_PASSWORD }, NO_WORD],
  ['ann@', { code: '28000' }, 'The database does not let this user in.'],
  ['ann:secret@', { code: '28P01' }, 'The database rejects this user name and password.'],
])('a login "%s" is an error with what is missing: %j', (login, fault, message) => {
  const target = databaseTarget(`postgres://${login}db.acme.dev/shop`, { env: {}, folder });
  const error = Object.assign(new Error(), fault);
  const given = unreachableDatabase(target, error);
  expect(given?.message).toBe(message);
  if (![MISSING, NO_WORD].includes(message)) return;
  const user = message === MISSING ? 'USER' : 'ann';
  expect(given?.hint).toContain(
    `"postgres://${user}:PASSWORD@db.acme.dev/shop", and enter "env:DATABASE_URL"`,
  );
  expect(
    unreachableDatabase({ ...target, variables: ['SHOP_USERNAME', 'SHOP_PASSWORD'] }, error)?.hint,
  ).toMatch(
    message === MISSING ? 'Set "SHOP_USERNAME" and "SHOP_PASSWORD"' : 'Set "SHOP_PASSWORD"',
  );
});

const isMissing = initdbProgram === undefined || opensslProgram === undefined;

describe.skipIf(isMissing)('PostgreSQL with a self-signed certificate', () => {
  let server: StoreServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(initdbProgram ?? '', (own) => {
      const { certificate, key } = selfSigned(own);
      copyFileSync(certificate, join(folder, 'ca.pem'));
      return ['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`];
    });
    url = server.address;
  });
  afterAll(() => server.stop());

  it.each([
    ['sslmode=verify-full&sslrootcert=ca.pem', '127.0.0.1'],
    ['sslmode=verify-ca&sslrootcert=ca.pem', 'localhost'],
    ['sslmode=disable', '127.0.0.1'],
  ])('is read with %s', async (parameters, host) => {
    const { tables } = await read(`${url.replace('127.0.0.1', host)}?${parameters}`);
    expect(tables).toEqual([]);
  });

  it.each([
    ['sslmode=require', '127.0.0.1'],
    ['sslmode=verify-ca', '127.0.0.1'],
    ['sslmode=verify-full', '127.0.0.1'],
    ['sslmode=verify-full&sslrootcert=ca.pem', 'localhost'],
  ])('is not trusted with %s of %s', async (parameters, host) => {
    const connected = read(`${url.replace('127.0.0.1', host)}?${parameters}`);
    await expect(connected).rejects.toThrow(
      'The certificate of the database server is not trusted (',
    );
  });
});
