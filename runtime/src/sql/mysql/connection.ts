import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionOptions, PoolConnection, ResultSetHeader } from 'mysql2';
import mysql from 'mysql2';
import type { Compiled } from '../compile.js';
import type { Result, Row, Work } from '../driver.js';
import type { Connection } from '../pooled-connection.js';
import type { Column } from './types.js';
import { readable } from './types.js';

const CANCEL_MS = 2_000;
const SQL_MODE =
  'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** Connections whose session has its settings, with the time limit in seconds. */
const prepared = new WeakMap<object, number>();

export class MysqlConnection implements Connection {
  #maxRows = Infinity;
  #hasLocks = false;
  readonly #connection: PoolConnection;
  readonly #options: ConnectionOptions;

  constructor(connection: PoolConnection, options: ConnectionOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async begin({ readOnly, timeoutMs, maxRows }: Work): Promise<void> {
    this.#maxRows = maxRows;
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
    if ((prepared.get(this.#connection) ?? 0) < seconds) {
      // `timeoutMs` ends a call; this is for statements that its cancel does not reach.
      const isMariadb = JSON.stringify(await this.#text('select version()')).includes('MariaDB');
      const limit = isMariadb
        ? `max_statement_time = ${seconds}`
        : `max_execution_time = ${seconds * 1_000}`;
      await this.#text(
        `set time_zone = '+00:00', ${limit}, innodb_lock_wait_timeout = ${seconds}, sql_mode = '${SQL_MODE}'`,
      );
      prepared.set(this.#connection, seconds);
    }
    await this.#text(readOnly ? 'start transaction read only' : 'start transaction');
  }

  /** Always a prepared statement: `query` writes the values into the text. */
  run({ text }: Compiled, values: readonly unknown[]): Promise<Result> {
    this.#hasLocks ||= /\bget_lock\b/i.test(text);
    return new Promise((resolve, reject) => {
      const rows: Row[] = [];
      let columns: readonly Column[] = [];
      let affected = 0;
      const options = { sql: text, rowsAsArray: true };
      const command = this.#connection.execute(options, values as never[]); // bigint is not among the types
      command.on('fields', (fields: unknown) => (columns = (fields ?? []) as readonly Column[]));
      command.on('result', (row: unknown) => {
        if (!Array.isArray(row)) affected = (row as ResultSetHeader).affectedRows;
        else if (rows.length <= this.#maxRows) rows.push(readable(row, columns));
      });
      command.on('error', reject);
      command.on('end', () => resolve({ rows, affected: affected || rows.length }));
    });
  }

  async commit(): Promise<void> {
    await this.#text('commit');
  }

  async rollback(): Promise<void> {
    await this.#text('rollback');
  }

  watch(maxBytes: number, tooLarge: () => void): () => void {
    const { stream } = this.#connection as unknown as { stream: Socket };
    const start = stream.bytesRead;
    const onData = () => {
      if (stream.bytesRead - start > maxBytes) tooLarge();
    };
    stream.on('data', onData);
    return () => stream.off('data', onData);
  }

  async cancel(): Promise<void> {
    const other = mysql.createConnection({ ...this.#options, connectTimeout: CANCEL_MS });
    other.on('error', () => {}); // the query rejects, too
    try {
      const kill = other.promise().query(`kill query ${this.#connection.threadId}`);
      await Promise.race([kill, delay(CANCEL_MS, undefined, { ref: false })]);
    } finally {
      other.destroy();
    }
  }

  release(broken: boolean): void {
    if (broken || this.#hasLocks) this.#connection.destroy();
    else this.#connection.release();
  }

  #text(text: string): Promise<unknown> {
    return new Promise((resolve, reject) =>
      this.#connection.query(text, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  }
}
