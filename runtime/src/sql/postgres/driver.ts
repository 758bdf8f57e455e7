import type { Socket } from 'node:net';
import pg, { type FieldDef, Pool, type PoolClient, type QueryConfig } from 'pg';
import { exactJson } from '../../utils/exact-json.js';
import type { Address } from '../address.js';
import type { Compiled } from '../compile.js';
import type { Driver, Key, Login, Result, Row, Work } from '../driver.js';
import { type LongForms, type LongType, withoutRows, withShortValues } from '../long-values.js';
import { type Connection, whereTooLarge, withPooledConnection } from '../pooled-connection.js';
import { pools } from '../pools.js';
import { finite, instant, localTime, whole } from '../values.js';
import { type CancelKey, cancelRequest } from './cancel.js';

export function postgresDriver(address: Address, poolSize = 10): Driver {
  const { host, port, database, tls } = address;
  const lists: Lists = new Map();
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
      const connect = async () => new PostgresConnection(await pool.connect(), address, lists);
      return share(work, () => withPooledConnection(connect, work, body));
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
  'extra_float_digits = 3',
  'standard_conforming_strings = on',
];

/** What functions leave behind on a connection that serves another user next. A transaction of its own: the other one is over. */
const RESET = { text: 'select pg_advisory_unlock_all(); reset all', query_timeout: 5_000 };

class PostgresConnection implements Connection {
  #maxCharacters: number | undefined;
  readonly #client: PoolClient;
  readonly #address: Address;
  readonly #lists: Lists;

  constructor(client: PoolClient, address: Address, lists: Lists) {
    this.#client = client;
    this.#address = address;
    this.#lists = lists;
    client.on('error', ignore); // a lost connection fails its statement, too
  }

  async begin({ readOnly, timeoutMs, settings, maxCharacters }: Work): Promise<void> {
    this.#maxCharacters = maxCharacters;
    const ms = Math.max(1, Math.trunc(timeoutMs));
    const limits = [`statement_timeout = ${ms}`, `idle_in_transaction_session_timeout = ${ms}`];
    const set = [...limits, ...SETTINGS].map((setting) => `set local ${setting}`);
    await this.#client.query([`begin ${readOnly ? 'read only' : 'read write'}`, ...set].join('; '));
    for (const [name, value] of Object.entries(settings))
      await this.#client.query('select set_config($1, $2, true)', [name, value]);
  }

  async run({ text, reads }: Compiled, values: readonly unknown[]): Promise<Result> {
    const max = reads ? this.#maxCharacters : undefined;
    const wanted = max === undefined ? text : await this.#withShortValues(text, values, max);
    const { rows, rowCount, fields } = await this.#query(wanted, values);
    await this.#learn(fields);
    for (const { name, dataTypeID } of fields) {
      const parse = this.#lists.get(dataTypeID);
      for (const row of parse ? rows : [])
        if (typeof row[name] === 'string') row[name] = parse?.(row[name]);
    }
    const keyOf = (row: number, column: string) =>
      rows[row]?.[column] === null
        ? undefined
        : this.#keyType(fields.find(({ name }) => name === column)?.dataTypeID);
    return { rows, affected: rowCount ?? 0, keyOf };
  }

  /** Without `extended`, a statement without values is sent as a script: it could contain several. */
  #query(text: string, values: readonly unknown[]) {
    const query = { text, values: [...values], types, queryMode: 'extended' };
    return this.#client.query<Row>(query as QueryConfig);
  }

  async #withShortValues(text: string, values: readonly unknown[], max: number): Promise<string> {
    const { fields } = await this.#query(withoutRows(text), values);
    await this.#learn(fields);
    const typeOf = (oid: number) => (this.#lists.get(oid) ? undefined : longType(oid));
    const columns = fields.map(({ name, dataTypeID }) => ({ name, type: typeOf(dataTypeID) }));
    return withShortValues(text, columns, max, FORMS);
  }

  /** Which of the types are lists, and of what: those of users and extensions have other numbers in each database. */
  async #learn(fields: readonly FieldDef[]): Promise<void> {
    const oids = fields.map(({ dataTypeID }) => dataTypeID);
    const unknown = oids.filter((oid) => !PARSERS.has(oid) && !this.#lists.has(oid));
    if (unknown.length === 0) return;
    const { rows } = await this.#client.query<ListType>({
      text: LIST_TYPES,
      values: [unknown],
      types,
    });
    for (const oid of unknown) {
      const { item, delimiter } = rows.find((row) => row.oid === oid) ?? {};
      const parse = PARSERS.get(item ?? 0) ?? asText;
      this.#lists.set(oid, delimiter === undefined ? undefined : listOf(parse, delimiter));
    }
  }

  /** JSON and lists have another form in results than in arguments. */
  #keyType(oid = 0): Key | undefined {
    if (oid === 0 || JSON_TYPES.includes(oid) || TYPES.some(([, array]) => array === oid))
      return undefined;
    if (this.#lists.get(oid)) return undefined;
    return oid === BYTEA ? 'bytes' : 'same';
  }

  async commit(): Promise<void> {
    await this.#client.query('commit');
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback');
  }

  async reset(): Promise<void> {
    await this.#client.query(RESET);
  }

  watch(maxBytes: number, tooLarge: () => void): () => void {
    return whereTooLarge(internal(this.#client).connection.stream, maxBytes, tooLarge);
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

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;
const asBytes: Parse = (hex) => Buffer.from(hex.slice(2), 'hex').toString('base64');
const asFloat: Parse = (text) => finite(Number(text));

/** By type: the parser of a value, and the type of arrays of it. Other types, such as exact numbers, stay text. */
const TYPES: readonly (readonly [oid: number, array: number, parse: Parse])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, asBytes],
  [20, 1016, whole],
  [21, 1005, Number],
  [23, 1007, Number],
  [26, 1028, Number],
  [700, 1021, asFloat],
  [701, 1022, asFloat],
  [114, 199, exactJson],
  [3802, 3807, exactJson],
  [1114, 1115, localTime],
  [1184, 1185, instant],
  [25, 1009, asText],
  [1043, 1015, asText],
  [1082, 1182, asText],
  [1700, 1231, asText],
  [2950, 2951, asText],
];

const BYTEA = 17;
const JSON_TYPES = [114, 3802];

/** What is read as text can be shortened as text; lists, which have a parser of their own, stay as they are. */
function longType(oid: number): LongType | undefined {
  if (JSON_TYPES.includes(oid)) return oid === 114 ? 'json' : 'jsonb';
  if (oid === BYTEA) return 'bytes';
  return (PARSERS.get(oid) ?? asText) === asText ? 'text' : undefined;
}

const FORMS: LongForms = {
  quote: '"',
  text: (column) => `${column}::text`,
  json: (text, type) => `to_${type}(${text})`,
  base64: (column) => `translate(encode(${column}, 'base64'), chr(10), '')`,
};

/** `pg` exports it without a type. */
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(text: string, parse: Parse): { parse(): unknown[] } };
};

/** @param delimiter between items; where it is not a comma, their texts need no quotes (CREATE TYPE, "delimiter") */
const listOf =
  (parse: Parse, delimiter = ','): Parse =>
  (text) => {
    if (delimiter === ',') return arrayParser.create(text, parse).parse();
    return text === '{}' ? [] : text.slice(1, -1).split(delimiter).map(parse);
  };

const PARSERS = new Map<number, Parse>(
  TYPES.flatMap(([oid, array, parse]) => [[oid, parse] as const, [array, listOf(parse)] as const]),
);

/** By type, how a list of that type is read; undefined for what is no list. */
type Lists = Map<number, Parse | undefined>;

interface ListType {
  oid: number;
  item: number;
  delimiter: string;
}

/** The items of a list of a domain are those of the type below it. */
const LIST_TYPES = `select t.oid, coalesce(nullif(i.typbasetype, 0), i.oid) as item, t.typdelim as delimiter
from pg_catalog.pg_type t join pg_catalog.pg_type i on i.oid = t.typelem
where t.oid = any($1::oid[]) and t.typcategory = 'A'`;

/** `pg` itself rounds exact numbers, and makes dates of times without a zone. */
export const types = {
  getTypeParser: (oid: number) => PARSERS.get(oid) ?? asText,
};
