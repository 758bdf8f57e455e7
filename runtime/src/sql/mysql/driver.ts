import type { ConnectionOptions, Pool, PoolConnection } from 'mysql2';
import mysql from 'mysql2';
import type { Address } from '../address.js';
import type { Driver, Login } from '../driver.js';
import { pooled } from '../pooled-connection.js';
import { pools } from '../pools.js';
import { MysqlConnection } from './connection.js';

const CONNECT_MS = 5_000;

export function mysqlDriver(address: Address, poolSize = 10): Driver {
  const { host, port, database, tls } = address;
  const options = ({ username, password }: Login): ConnectionOptions => ({
    host,
    port,
    database,
    ...(username !== undefined && { user: username }),
    ...(password !== undefined && { password }),
    ...(tls && { ssl: { ...tls, verifyIdentity: !tls.checkServerIdentity } as never }), // passed to tls.connect
    charset: 'utf8mb4',
    connectTimeout: CONNECT_MS,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    disableEval: true, // the parsers that it would write refuse columns such as `__proto__`, and never end the statement
    maxPreparedStatements: 200,
    flags: ['-LOCAL_FILES'], // the server must not request files of this machine
  });
  const all = pools(
    poolSize,
    (login) =>
      mysql.createPool({
        ...options(login),
        connectionLimit: poolSize,
        idleTimeout: 30_000,
      }),
    (pool) => pool.promise().end(),
  );
  return {
    address,
    transaction(login, work, body) {
      const { pool, share } = all.get(login);
      const connect = async () => new MysqlConnection(await connected(pool), options(login));
      return share(work, () => pooled(connect, work, body));
    },
    close: all.close,
  };
}

/** `share` lets no more calls through than the pool has connections, so this never waits for one. */
const connected = (pool: Pool) =>
  new Promise<PoolConnection>((resolve, reject) => {
    pool.getConnection((error: Error | null, connection) =>
      error ? reject(error) : resolve(connection),
    );
  });
