import type { Socket } from 'node:net';
import mysql, {
  type ConnectionOptions,
  type Pool,
  type PoolConnection,
  type ResultSetHeader,
} from 'mysql2';
import { exactJson } from '../../utils/exact-json.js';
import { withDeadline } from '../../utils/time.js';
import type { Address } from '../address.js';
import type { CompiledStatement } from '../compile.js';
import type { Driver, KeyType, Login, Result, Row, TransactionWork } from '../driver.js';
import { type LongForms, type LongType, withoutRows, withShortValues } from '../long-values.js';
import { type Connection, watchResultSize, withPooledConnection } from '../pooled-connection.js';
import { loginPools } from '../pools.js';
import { base64, isoInstant, isoLocalTime, numberOrDigits, shortestFloat } from '../values.js';

const CONNECT_MS = 5_000;

/** Returns a driver for MySQL and MariaDB. @param poolSize most connections of one login */
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
  const pools = loginPools(
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
      const { pool, share } = pools.get(login);
      const connect = async () => new MysqlConnection(await getConnection(pool), options(login));
      return share(work, () => withPooledConnection(connect, work, body));
    },
    close: pools.close,
  };
}

/**
 * Gets a connection of the pool. `share` admits no more calls than the pool has connections, so
 * this never waits for one.
 */
const getConnection = (pool: Pool) =>
  new Promise<PoolConnection>((resolve, reject) => {
    pool.getConnection((error: Error | null, connection) =>
      error ? reject(error) : resolve(connection),
    );
  });

const CANCEL_MS = 2_000;
const SQL_MODE =
  'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** Time limits in seconds of connections whose session has its settings. */
const sessionLimits = new WeakMap<object, number>();

const FORMS: LongForms = {
  quote: '`',
  text: (column) => column,
  json: (text) => `cast(json_quote(${text}) as json)`,
  base64: (column) => `replace(to_base64(${column}), char(10 using utf8mb4), '')`, // `char` alone is a list of bytes
};

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

  async begin({ readOnly, timeoutMs, maxRows, maxCharacters }: TransactionWork): Promise<void> {
    this.#maxRows = maxRows;
    this.#maxCharacters = maxCharacters;
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
    if ((sessionLimits.get(this.#connection) ?? 0) < seconds) {
      // `timeoutMs` ends a call; this limit is for statements that its cancel does not reach.
      const isMariadb = JSON.stringify(await this.#queryText('select version()')).includes(
        'MariaDB',
      );
      const limit = isMariadb
        ? `max_statement_time = ${seconds}`
        : `max_execution_time = ${seconds * 1_000}`;
      await this.#queryText(
        `set time_zone = '+00:00', ${limit}, innodb_lock_wait_timeout = ${seconds}, sql_mode = '${SQL_MODE}'`,
      );
      sessionLimits.set(this.#connection, seconds);
    }
    await this.#queryText(readOnly ? 'start transaction read only' : 'start transaction');
  }

  async run({ text, reads }: CompiledStatement, values: readonly unknown[]): Promise<Result> {
    this.#hasLocks ||= /\bget_lock\b/i.test(text);
    const maxCharacters = reads ? this.#maxCharacters : undefined;
    if (maxCharacters === undefined) return (await this.#execute(text, values)).result;
    const { columns } = await this.#execute(withoutRows(text), values);
    const types = columns.map((column) => ({ name: column.name, type: longType(column) }));
    return (await this.#execute(withShortValues(text, types, maxCharacters, FORMS), values)).result;
  }

  /** Runs a prepared statement, because `query` would write the values into the text. */
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
        else if (rows.length <= this.#maxRows) rows.push(rowOf(row, columns));
      });
      command.on('error', reject);
      this.#connection.on('error', reject); // the loss of the connection: commands without a callback are not told
      command.on('end', () => {
        this.#connection.off('error', reject);
        const keyOf = (row: number, name: string) =>
          rows[row]?.[name] === null
            ? undefined
            : keyType(columns.find((column) => column.name === name));
        resolve({ result: { rows, affected: affected || rows.length, keyOf }, columns });
      });
    });
  }

  async commit(): Promise<void> {
    await this.#queryText('commit');
  }

  async rollback(): Promise<void> {
    await this.#queryText('rollback');
  }

  watch(maxBytes: number, tooLarge: () => void): () => void {
    const { stream } = this.#connection as unknown as { stream: Socket };
    return watchResultSize(stream, maxBytes, tooLarge);
  }

  async cancel(): Promise<void> {
    const cancelConnection = mysql.createConnection({
      ...this.#options,
      connectTimeout: CANCEL_MS,
    });
    cancelConnection.on('error', () => {}); // the query rejects, too
    try {
      const kill = cancelConnection.promise().query(`kill query ${this.#connection.threadId}`);
      await withDeadline(CANCEL_MS, kill);
    } finally {
      cancelConnection.destroy();
    }
  }

  release(isBroken: boolean): void {
    if (isBroken || this.#hasLocks) this.#connection.destroy();
    else this.#connection.release();
  }

  #queryText(text: string): Promise<unknown> {
    return new Promise((resolve, reject) =>
      this.#connection.query(text, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  }
}

/** A column of a result, as the MySQL protocol describes it. */
export interface Column {
  name: string;
  columnType: number;
  columnLength: number;
  characterSet: number;
  flags: number;
}

/** Column types of the MySQL client/server protocol ("Column Type"). */
const TINY = 1;
const FLOAT = 4;
const TIMESTAMP = 7;
const LONGLONG = 8;
const DATETIME = 12;
const BIT = 16;
const JSON_TYPE = 245;
const GEOMETRY = 255;
/** Returns whether a type is a text: from TINY_BLOB, with TEXT, to CHAR. */
const isText = (type: number): boolean => type >= 249 && type <= 254;
/** Number of the character set of bytes. */
const BINARY_CHARSET = 63;
/** Flags of ENUM and SET ("Column Definition Flags"): they are ordered by position, and compared as texts. */
const POSITION_FLAGS = 0x100 | 0x800;

function longType({ columnType, characterSet }: Column): LongType | undefined {
  if (columnType === JSON_TYPE) return 'json';
  if (!isText(columnType)) return undefined;
  return characterSet === BINARY_CHARSET ? 'bytes' : 'text';
}

/** Returns the key type of a column. A FLOAT equals no number in JSON, and bits equal no bytes. */
function keyType(column: Column | undefined): KeyType | undefined {
  if (!column) return undefined;
  const { columnType, characterSet, flags } = column;
  if ([FLOAT, BIT, JSON_TYPE, GEOMETRY].includes(columnType) || flags & POSITION_FLAGS)
    return undefined;
  if (columnType === LONGLONG) return 'integer';
  if (columnType === TIMESTAMP) return 'instant';
  return isText(columnType) && characterSet === BINARY_CHARSET ? 'bytes' : 'same';
}

/** Returns a row by column; of columns with the same name, the last one wins. */
export const rowOf = (row: readonly unknown[], columns: readonly Column[]): Row =>
  Object.fromEntries(
    columns.map((column, index) => [column.name, columnValue(row[index], column)]),
  );

function columnValue(raw: unknown, { columnType, columnLength }: Column): unknown {
  if (raw === null || raw === undefined) return null;
  // Frameworks store a boolean in one bit.
  if (columnType === BIT && columnLength === 1 && raw instanceof Uint8Array) return raw[0] === 1;
  if (raw instanceof Uint8Array) return base64(raw);
  const text = raw as string; // where it is used below, the driver is told to return strings
  switch (columnType) {
    case TINY:
      // BOOLEAN is tinyint(1).
      return columnLength === 1 && (raw === 0 || raw === 1) ? raw === 1 : raw;
    case FLOAT:
      return shortestFloat(raw as number);
    case LONGLONG:
      return numberOrDigits(text);
    case TIMESTAMP:
      return isoInstant(text);
    case DATETIME:
      return isoLocalTime(text);
    case JSON_TYPE:
      return exactJson(text);
    default:
      return raw;
  }
}
