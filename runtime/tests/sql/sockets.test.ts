import mysql from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addressIn } from '../../src/sql/address.js';
import { checkLogin } from '../../src/sql/connection-problem.js';
import { mysqlDriver } from '../../src/sql/mysql/driver.js';
import { postgresDriver } from '../../src/sql/postgres/driver.js';
import { mariadbProgram, startMariadb } from '../servers/mariadb.js';
import { initdbProgram, startPostgres } from '../servers/postgres.js';

const addressOf = (url: string, port: number) =>
  addressIn(new URL(url), { provider: 'p', port, folder: '/' });

describe.skipIf(initdbProgram === undefined)('PostgreSQL', () => {
  it('is reached by a socket', async () => {
    let folder = '';
    const { address, stop } = await startPostgres(initdbProgram ?? '', (own) => {
      folder = own;
      return [`unix_socket_directories=${own}`];
    });
    onTestFinished(stop);
    const { port } = new URL(address);
    const check = (url: string) =>
      checkLogin(postgresDriver(addressOf(url, Number(port))), {
        username: 'test',
        password: 'any',
      });
    for (const url of [
      `postgres:///postgres?host=${folder}`,
      `postgres://db.example.com:${port}/postgres?host=${encodeURIComponent(folder)}`,
      `postgres://${encodeURIComponent(folder)}/postgres`,
    ])
      expect([url, await check(url)]).toEqual([url, { is: 'accepted' }]);
    expect(await check(`postgres:///postgres?host=${folder}/none`)).toEqual({
      is: 'unknown',
      why: expect.stringContaining(`No server responds at ${folder}/none:${port}.`) as string,
    });
  });
});

describe.skipIf(mariadbProgram === undefined)('MariaDB', () => {
  it('is reached by a socket', async () => {
    const { address, stop } = await startMariadb(mariadbProgram ?? '');
    onTestFinished(stop);
    const client = await mysql.createConnection(address);
    const [[row]] = (await client.query('select @@socket as socket')) as unknown as [
      { socket: string }[],
    ];
    await client.end();
    const url = `mysql:///app?socketPath=${row?.socket}`;
    const login = { username: 'root', password: '' };
    expect(await checkLogin(mysqlDriver(addressOf(url, 3306)), login)).toEqual({ is: 'accepted' });
  });
});

it.each(['postgres:///db?host=db', 'mysql:///db?socketPath='])(
  'does not treat a host or an empty path as a socket: %s',
  (url) => {
    const { host, socket } = (() => {
      try {
        return addressOf(url, 1);
      } catch (error) {
        return { host: (error as Error).message, socket: undefined };
      }
    })();
    expect(socket).toBeUndefined();
    expect(host).toMatch(/^db$|must be absolute/);
  },
);
