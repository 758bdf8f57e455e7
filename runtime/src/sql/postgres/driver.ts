import type { Socket } from 'node:net';
import pg, { type FieldDef, Pool, type PoolClient, type QueryConfig } from 'pg';
import { exactJson } from '../../utils/exact-json.js';
import type { Address } from '../address.js';
import type { CompiledStatement } from '../compile.js';
import type { Driver, KeyType, Login, Result, Row, TransactionWork } from '../driver.js';
import { type LongForms, type LongType, withoutRows, withShortValues } from '../long-values.js';
import { type Connection, watchResultSize, withPooledConnection } from '../pooled-connection.js';
import { loginPools } from '../pools.js';
import { finiteOrText, isoInstant, isoLocalTime, numberOrDigits } from '../values.js';
import { type CancelKey, cancelRequest } from './cancel.js';

/** Returns a driver for PostgreSQL. @param poolSize most connections of one login */
export function postgresDriver(address: Address, poolSize = 10): Driver {
  const { host, port, database, tls } = address;
  const lists: Lists = new Map();
  const pools = loginPools(
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
      const { pool, share } = pools.get(login);
      const connect = async () => new PostgresConnection(await pool.connect(), address, lists);
      return share(work, () => withPooledConnection(connect, work, body));
    },
    close: pools.close,
  };
}

/**
 * Settings that values and their parsers depend on. They are set for the transaction only: behind a
 * pooler, others use the connection next.
 */
const SETTINGS = [
  "timezone = 'UTC'",
  "datestyle = 'ISO'",
  "intervalstyle = 'iso_8601'",
  "bytea_output = 'hex'",
  'extra_float_digits = 3',
  'standard_conforming_strings = on',
  'synchronize_seqscans = off', // else pages by position would begin anywhere
];

/**
 * Removes what functions leave behind on a connection that serves another user next. It runs after
 * the transaction, on its own.
 */
const RESET = { text: 'select pg_advisory_unlock_all(); reset all', query_timeout: 5_000 };
const BYTEA = 17;
const JSON_TYPES = [114, 3802];

const FORMS: LongForms = {
  quote: '"',
  text: (column) => `${column}::text`,
  json: (text, type) => `to_${type}(${text})`,
  base64: (column) => `translate(encode(${column}, 'base64'), chr(10), '')`,
};

/** Finds the item types of lists. The items of a list of a domain have the type of the domain's base. */
const LIST_TYPES = `select t.oid, coalesce(nullif(i.typbasetype, 0), i.oid) as item, t.typdelim as delimiter
from pg_catalog.pg_type t join pg_catalog.pg_type i on i.oid = t.typelem
where t.oid = any($1::oid[]) and t.typcategory = 'A'`;

/** Parsers for `pg`, which itself rounds exact numbers, and parses times without a zone as dates. */
export const typeParsers = {
  getTypeParser: (oid: number) => PARSERS.get(oid) ?? parseText,
};

class PostgresConnection implements Connection {
  #maxCharacters: number | undefined;
  readonly #client: PoolClient;
  readonly #address: Address;
  readonly #lists: Lists;

  constructor(client: PoolClient, address: Address, lists: Lists) {
    this.#client = client;
    this.#address = address;
    this.#lists = lists;
    client.on('error', ignoreError); // a lost connection fails its statement, too
  }

  async begin({ readOnly, timeoutMs, settings, maxCharacters }: TransactionWork): Promise<void> {
    this.#maxCharacters = maxCharacters;
    const ms = Math.max(1, Math.trunc(timeoutMs));
    const limits = [`statement_timeout = ${ms}`, `idle_in_transaction_session_timeout = ${ms}`];
    const settingTexts = [...limits, ...SETTINGS].map((setting) => `set local ${setting}`);
    await this.#client.query(
      [`begin ${readOnly ? 'read only' : 'read write'}`, ...settingTexts].join('; '),
    );
    for (const [name, value] of Object.entries(settings))
      await this.#client.query('select set_config($1, $2, true)', [name, value]);
  }

  async run({ text, reads }: CompiledStatement, values: readonly unknown[]): Promise<Result> {
    const maxCharacters = reads ? this.#maxCharacters : undefined;
    const finalText =
      maxCharacters === undefined ? text : await this.#withShortValues(text, values, maxCharacters);
    const { rows, rowCount, fields } = await this.#query(finalText, values);
    await this.#loadListTypes(fields);
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

  /**
   * Sends one statement. Without `extended`, a statement without values is sent as a script, which
   * could contain several.
   */
  #query(text: string, values: readonly unknown[]) {
    const query = { text, values: [...values], types: typeParsers, queryMode: 'extended' };
    return this.#client.query<Row>(query as QueryConfig);
  }

  async #withShortValues(text: string, values: readonly unknown[], max: number): Promise<string> {
    const { fields } = await this.#query(withoutRows(text), values);
    await this.#loadListTypes(fields);
    const typeOf = (oid: number) => (this.#lists.get(oid) ? undefined : longType(oid));
    const columns = fields.map(({ name, dataTypeID }) => ({ name, type: typeOf(dataTypeID) }));
    return withShortValues(text, columns, max, FORMS);
  }

  /**
   * Loads which types are lists, and of which items: the types of users and extensions have other
   * numbers in each database.
   */
  async #loadListTypes(fields: readonly FieldDef[]): Promise<void> {
    const oids = fields.map(({ dataTypeID }) => dataTypeID);
    const unknown = oids.filter((oid) => !PARSERS.has(oid) && !this.#lists.has(oid));
    if (unknown.length === 0) return;
    const { rows } = await this.#client.query<ListType>({
      text: LIST_TYPES,
      values: [unknown],
      types: typeParsers,
    });
    for (const oid of unknown) {
      const { item, delimiter } = rows.find((row) => row.oid === oid) ?? {};
      const parse = PARSERS.get(item ?? 0) ?? parseText;
      this.#lists.set(oid, delimiter === undefined ? undefined : listParser(parse, delimiter));
    }
  }

  /**
   * Returns the key type of a column. JSON and lists have none, because their form in results
   * differs from that in arguments.
   */
  #keyType(oid = 0): KeyType | undefined {
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
    return watchResultSize(internalsOf(this.#client).connection.stream, maxBytes, tooLarge);
  }

  async cancel(): Promise<void> {
    await cancelRequest(this.#address, internalsOf(this.#client));
  }

  release(isBroken: boolean): void {
    this.#client.off('error', ignoreError);
    this.#client.release(isBroken);
  }
}

const ignoreError = (): void => {};

/** Returns the members of a client that the types of `pg` lack. */
const internalsOf = (client: PoolClient) =>
  client as unknown as CancelKey & { connection: { stream: Socket } };

type Parse = (text: string) => unknown;

const parseText: Parse = (text) => text;
const parseBytes: Parse = (hex) => Buffer.from(hex.slice(2), 'hex').toString('base64');
const parseFloatText: Parse = (text) => finiteOrText(Number(text));

/** The parser of each type, and the type of its arrays. Other types, such as exact numbers, stay text. */
const TYPES: readonly (readonly [oid: number, array: number, parse: Parse])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, parseBytes],
  [20, 1016, numberOrDigits],
  [21, 1005, Number],
  [23, 1007, Number],
  [26, 1028, Number],
  [700, 1021, parseFloatText],
  [701, 1022, parseFloatText],
  [114, 199, exactJson],
  [3802, 3807, exactJson],
  [1114, 1115, isoLocalTime],
  [1184, 1185, isoInstant],
  [25, 1009, parseText],
  [1043, 1015, parseText],
  [1082, 1182, parseText],
  [1700, 1231, parseText],
  [2950, 2951, parseText],
];

/**
 * Returns the long type of a column. Types that are read as text can be shortened as text; lists,
 * which have their own parser, are unchanged.
 */
function longType(oid: number): LongType | undefined {
  if (JSON_TYPES.includes(oid)) return oid === 114 ? 'json' : 'jsonb';
  if (oid === BYTEA) return 'bytes';
  return (PARSERS.get(oid) ?? parseText) === parseText ? 'text' : undefined;
}

/** `pg` exports the array parser without a type. */
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(text: string, parse: Parse): { parse(): unknown[] } };
};

/**
 * Returns the parser of a list.
 * @param delimiter separates the items; if it is not a comma, their texts need no quotes (CREATE
 * TYPE, "delimiter")
 */
const listParser =
  (parse: Parse, delimiter = ','): Parse =>
  (text) => {
    if (delimiter === ',') return arrayParser.create(text, parse).parse();
    return text === '{}' ? [] : text.slice(1, -1).split(delimiter).map(parse);
  };

const PARSERS = new Map<number, Parse>(
  TYPES.flatMap(([oid, array, parse]) => [
    [oid, parse] as const,
    [array, listParser(parse)] as const,
  ]),
);

/** The parser of lists by type; undefined for types that are not lists. */
type Lists = Map<number, Parse | undefined>;

interface ListType {
  oid: number;
  item: number;
  delimiter: string;
}
