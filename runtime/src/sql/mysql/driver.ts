import type { Socket } from 'node:net';
import mysql, {
  type ConnectionOptions,
  type Pool,
  type PoolConnection,
  type ResultSetHeader,
} from 'mysql2';
import { exactJson } from '../../utils/exact-json.js';
import { within } from '../../utils/time.js';
import type { Address } from '../address.js';
import type { Compiled } from '../compile.js';
import type { Driver, Key, Login, Result, Row, Work } from '../driver.js';
import { type LongForms, type LongType, withoutRows, withShortValues } from '../long-values.js';
import { type Connection, whereTooLarge, withPooledConnection } from '../pooled-connection.js';
import { pools } from '../pools.js';
import { base64, instant, localTime, single, whole } from '../values.js';

const CONNECT_MS = 5_000;

export function mysqlDriver(address: Address, poolSize = 10): Driver {
  const { host, socket, port, database, tls } = address;
  const options = ({ username, password }: Login): ConnectionOptions => ({
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
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
      return share(work, () => withPooledConnection(connect, work, body));
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

const CANCEL_MS = 2_000;
const SQL_MODE =
  'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** Connections whose session has its settings, with the time limit in seconds. */
const prepared = new WeakMap<object, number>();

class MysqlConnection implements Connection {
  #maxRows = Infinity;
  #maxCharacters: number | undefined;
  #hasLocks = false;
  readonly #connection: PoolConnection;
  readonly #options: ConnectionOptions;

  constructor(connection: PoolConnection, options: ConnectionOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async begin({ readOnly, timeoutMs, maxRows, maxCharacters }: Work): Promise<void> {
    this.#maxRows = maxRows;
    this.#maxCharacters = maxCharacters;
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

  async run({ text, reads }: Compiled, values: readonly unknown[]): Promise<Result> {
    this.#hasLocks ||= /\bget_lock\b/i.test(text);
    const max = reads ? this.#maxCharacters : undefined;
    if (max === undefined) return (await this.#execute(text, values)).result;
    const { columns } = await this.#execute(withoutRows(text), values);
    const types = columns.map((column) => ({ name: column.name, type: longType(column) }));
    return (await this.#execute(withShortValues(text, types, max, FORMS), values)).result;
  }

  /** Always a prepared statement: `query` writes the values into the text. */
  #execute(text: string, values: readonly unknown[]) {
    return new Promise<{ result: Result; columns: readonly Column[] }>((resolve, reject) => {
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
      this.#connection.on('error', reject); // the loss of the connection: commands without a callback are not told
      command.on('end', () => {
        this.#connection.off('error', reject);
        const keyOf = (row: number, name: string) =>
          rows[row]?.[name] === null
            ? undefined
            : keyType(columns.find((each) => each.name === name));
        resolve({ result: { rows, affected: affected || rows.length, keyOf }, columns });
      });
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
    return whereTooLarge(stream, maxBytes, tooLarge);
  }

  async cancel(): Promise<void> {
    const other = mysql.createConnection({ ...this.#options, connectTimeout: CANCEL_MS });
    other.on('error', () => {}); // the query rejects, too
    try {
      const kill = other.promise().query(`kill query ${this.#connection.threadId}`);
      await within(CANCEL_MS, kill);
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

/** A column of a result, as the protocol describes it. */
export interface Column {
  name: string;
  columnType: number;
  columnLength: number;
  characterSet: number;
  flags: number;
}

/** MySQL client/server protocol, "Column Type". */
const TINY = 1;
const FLOAT = 4;
const TIMESTAMP = 7;
const LONGLONG = 8;
const DATETIME = 12;
const BIT = 16;
const JSON_TYPE = 245;
const GEOMETRY = 255;
/** From TINY_BLOB, with TEXT, to CHAR. */
const isText = (type: number): boolean => type >= 249 && type <= 254;
/** The character set of bytes. */
const BINARY = 63;
/** "Column Definition Flags" of ENUM and SET: they are ordered by position, and compared as texts. */
const BY_POSITION = 0x100 | 0x800;

function longType({ columnType, characterSet }: Column): LongType | undefined {
  if (columnType === JSON_TYPE) return 'json';
  if (!isText(columnType)) return undefined;
  return characterSet === BINARY ? 'bytes' : 'text';
}

const FORMS: LongForms = {
  quote: '`',
  text: (column) => column,
  json: (text) => `cast(json_quote(${text}) as json)`,
  base64: (column) => `replace(to_base64(${column}), char(10 using utf8mb4), '')`, // `char` alone is a list of bytes
};

/** A FLOAT equals no number that JSON has, and bits no bytes. */
function keyType(column: Column | undefined): Key | undefined {
  if (!column) return undefined;
  const { columnType, characterSet, flags } = column;
  if ([FLOAT, BIT, JSON_TYPE, GEOMETRY].includes(columnType) || flags & BY_POSITION)
    return undefined;
  if (columnType === LONGLONG) return 'integer';
  if (columnType === TIMESTAMP) return 'instant';
  return isText(columnType) && characterSet === BINARY ? 'bytes' : 'same';
}

export const readable = (row: readonly unknown[], columns: readonly Column[]): Row =>
  Object.fromEntries(columns.map((column, index) => [column.name, value(row[index], column)]));

function value(raw: unknown, { columnType, columnLength }: Column): unknown {
  if (raw === null || raw === undefined) return null;
  // What frameworks make of a boolean.
  if (columnType === BIT && columnLength === 1 && raw instanceof Uint8Array) return raw[0] === 1;
  if (raw instanceof Uint8Array) return base64(raw);
  const text = raw as string; // where it is used below, the driver is told to return strings
  switch (columnType) {
    case TINY:
      // tinyint(1) is what BOOLEAN is
      return columnLength === 1 && (raw === 0 || raw === 1) ? raw === 1 : raw;
    case FLOAT:
      return single(raw as number);
    case LONGLONG:
      return whole(text);
    case TIMESTAMP:
      return instant(text);
    case DATETIME:
      return localTime(text);
    case JSON_TYPE:
      return exactJson(text);
    default:
      return raw;
  }
}
