import type { Socket } from 'node:net';
import type { PoolClient, QueryConfig } from 'pg';
import { Pool } from 'pg';
import type { Address } from '../address.js';
import type { Compiled } from '../compile.js';
import type { Driver, Login, Result, Row, Work } from '../driver.js';
import type { Connection } from '../pooled-connection.js';
import { pooled } from '../pooled-connection.js';
import { pools } from '../pools.js';
import { cancelRequest, type CancelKey } from './cancel.js';
import { types } from './types.js';

export function postgresDriver(address: Address, poolSize = 10): Driver {
  const { host, port, database, tls } = address;
  const all = pools(
    poolSize,
    ({ username, password }: Login) => {
      const pool = new Pool({
        host,
        port,
        database,
        user: username,
        password,
        ssl: tls,
        max: poolSize,
        idleTimeoutMillis: 30_000,
        connectionTimeoutMillis: 5_000,
        maxLifetimeSeconds: 1_800,
        allowExitOnIdle: true,
      });
      pool.on('error', () => {}); // an idle connection was closed; the next call opens another
      return pool;
    },
    (pool) => pool.end(),
  );
  return {
    address,
    transaction(login, work, body) {
      const { pool, share } = all.get(login);
      const connect = async () => new PostgresConnection(await pool.connect(), address);
      return share(work, () => pooled(connect, work, body));
    },
    close: all.close,
  };
}

/** Settings that values and their parsers depend on. Of the transaction: behind a pooler, others use the connection next. */
const SETTINGS = [
  "timezone = 'UTC'",
  "datestyle = 'ISO'",
  "intervalstyle = 'iso_8601'",
  "bytea_output = 'hex'",
  'standard_conforming_strings = on',
];

/** What functions leave behind on a connection that serves another user next. */
const SESSION_END = ['select pg_advisory_unlock_all()', 'reset all'];

class PostgresConnection implements Connection {
  readonly #client: PoolClient;
  readonly #address: Address;

  constructor(client: PoolClient, address: Address) {
    this.#client = client;
    this.#address = address;
    client.on('error', ignore); // a lost connection fails its statement, too
  }

  async begin({ readOnly, timeoutMs, settings }: Work): Promise<void> {
    const ms = Math.max(1, Math.trunc(timeoutMs));
    const limits = [`statement_timeout = ${ms}`, `idle_in_transaction_session_timeout = ${ms}`];
    const set = [...limits, ...SETTINGS].map((setting) => `set local ${setting}`);
    await this.#client.query([`begin ${readOnly ? 'read only' : 'read write'}`, ...set].join('; '));
    for (const [name, value] of Object.entries(settings))
      await this.#client.query('select set_config($1, $2, true)', [name, value]);
  }

  async run({ text }: Compiled, values: readonly unknown[]): Promise<Result> {
    // Without `extended`, a statement without values is sent as a script: it could contain several.
    const query = { text, values: [...values], types, queryMode: 'extended' };
    const { rows, rowCount } = await this.#client.query<Row>(query as QueryConfig);
    return { rows, affected: rowCount ?? 0 };
  }

  async commit(): Promise<void> {
    await this.#client.query(['commit', ...SESSION_END].join('; '));
  }

  async rollback(): Promise<void> {
    await this.#client.query(['rollback', ...SESSION_END].join('; '));
  }

  watch(maxBytes: number, tooLarge: () => void): () => void {
    const { stream } = internal(this.#client).connection;
    const start = stream.bytesRead;
    const onData = () => {
      if (stream.bytesRead - start > maxBytes) tooLarge();
    };
    stream.on('data', onData);
    return () => stream.off('data', onData);
  }

  async cancel(): Promise<void> {
    await cancelRequest(this.#address, internal(this.#client));
  }

  release(broken: boolean): void {
    this.#client.off('error', ignore);
    this.#client.release(broken);
  }
}

const ignore = (): void => {};

/** What `pg` has, and its types lack. */
const internal = (client: PoolClient) =>
  client as unknown as CancelKey & { connection: { stream: Socket } };
