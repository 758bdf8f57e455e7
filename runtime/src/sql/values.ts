import type { Unchecked } from '../call/define/definitions.js';
import { exactJson, exactJsonText } from '../utils/exact-json.js';
import { truncate } from '../utils/truncate.js';
import type { BoundParameter, Dialect } from './compile.js';
import type { Row } from './driver.js';

/** The error of an argument that no database can store. */
export class ValueError extends Error {
  override name = 'ValueError';
  constructor(readonly argument: string) {
    super(`Invalid value of "${argument}"`);
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Converts an argument to a value for the driver. Other types do not reach a driver. */
export function toDriverValue(
  value: unknown,
  { name, json }: BoundParameter,
  dialect: Dialect,
): unknown {
  if (value === undefined || value === null) return null;
  if (json === 'items' && Array.isArray(value))
    return value.map((item: unknown) => (item === null ? null : exactJsonText(item)));
  if (json === true) return exactJsonText(value);
  switch (typeof value) {
    case 'string':
      if (value.includes('\0') || LONE_SURROGATE.test(value)) throw new ValueError(name);
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new ValueError(name);
      if (dialect === 'postgres') return String(value);
      // As a DOUBLE or REAL, whole numbers would not be compared exactly.
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'bigint':
      return dialect === 'postgres' ? String(value) : value;
    case 'boolean':
      // The driver of MySQL sends a bigint as text, which BIT(1) rejects; SQLite has no booleans.
      return dialect === 'sqlite' ? BigInt(value) : value;
    case 'object':
      if (value instanceof Uint8Array) return Buffer.from(value);
      if (Array.isArray(value) && dialect === 'postgres')
        return value.map((item) => toDriverValue(item, { name, json: false }, dialect));
      return exactJsonText(value);
    default:
      throw new ValueError(name);
  }
}

/** A whole number while it is exact, else its digits: an `integer()` of the output schema then reports them. */
export const numberOrDigits = (digits: string | bigint): number | string => {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : String(digits);
};

/** Returns a finite number, else its text: JSON would contain null. Exact numbers and times are texts, too. */
export const finiteOrText = (number: number): number | string =>
  Number.isFinite(number) ? number : String(number);

/** Returns bytes as base64. */
export const base64 = (bytes: Uint8Array | ArrayBuffer): string =>
  (bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes)).toString('base64');

/** Times of the years from 1 to 9999 and beyond. Others are unchanged: `infinity`, `0044-03-15 00:00:00 BC`. */
const TIME = /^(\d{4,}-\d\d-\d\d) ([\d:.]+)(?:\+00(?::?00)?)?$/;

/** Converts `2026-01-02 03:04:05.678901+00` to `2026-01-02T03:04:05.678901Z`; the session's time zone is UTC. */
export const isoInstant = (text: string): string => text.replace(TIME, '$1T$2Z');
/** Returns a time without a zone in the form of ISO 8601. */
export const isoLocalTime = (text: string): string => text.replace(TIME, '$1T$2');

/**
 * Types that the database lacks, by column of the result: JSON and booleans in SQLite, JSON in
 * MariaDB, and decimal numbers, which are text because JSON numbers are not exact.
 */
export type Columns = Readonly<Record<string, 'json' | 'boolean' | 'number' | 'text'>>;

/** Returns a row whose values have the types of its columns in JSON. */
export const withColumnTypes = (row: Row, columns: Columns): Unchecked =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      convertValue(value, Object.hasOwn(columns, name) ? columns[name] : undefined),
    ]),
  ) as unknown as Unchecked; // the tool's output checks it

function convertValue(value: unknown, type: Columns[string] | undefined): unknown {
  if (value === null || type === undefined) return value;
  switch (type) {
    case 'json':
      return typeof value === 'string' ? jsonOrText(value) : value;
    case 'boolean':
      return value === 0 || value === 1 ? value === 1 : value; // other numbers are not booleans
    case 'number':
      return typeof value === 'string' && isExact(value) ? Number(value) : value;
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** Returns the JSON value of a text; the text itself if it is not JSON. */
function jsonOrText(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    return text;
  }
}

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** Returns whether a decimal number equals the JSON number exactly. */
const isExact = (text: string): boolean =>
  DECIMAL.test(text) && canonicalNumber(text) === canonicalNumber(String(Number(text)));

/** Returns a canonical text of a decimal number: digits without zeros around them, and an exponent. */
function canonicalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return significant === '' ? '0' : `${sign}${significant}e${power}`;
}

/** Returns the shortest form of a FLOAT: the protocol of MySQL sends the nearest number of 64 bits. */
export function shortestFloat(number: number): number {
  const candidates = [6, 7, 8].map((digits) => Number(number.toPrecision(digits)));
  return candidates.find((candidate) => Math.fround(candidate) === number) ?? number;
}

/** Mark at the end of a value that the database has shortened. */
const MARK = /… \[shortened from \d+ characters\]$/;

/** Least size of a shortened value, in bytes. */
const LEAST_BYTES = 100;

/**
 * Shortens rows to at most `maxBytes` of JSON: long texts end with a mark, and lists have fewer
 * items, the last of which is such a mark if the result has no other place for it.
 * @returns the same rows if they are short enough
 */
export function shortenRows(
  rows: readonly Unchecked[],
  maxBytes: number,
  marksLists = false,
): readonly Unchecked[] {
  const records = rows as unknown as readonly Row[]; // `withColumnTypes` has created them
  if (records.length === 0 || bytesOf(records) <= maxBytes) return rows;
  const cells = records.length * Math.max(1, Object.keys(records[0] ?? {}).length);
  const maxCellBytes = Math.max(LEAST_BYTES, Math.floor(maxBytes / cells));
  return records.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        shortenValue(value, maxCellBytes, marksLists),
      ]),
    ),
  ) as unknown as readonly Unchecked[];
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function shortenValue(value: unknown, maxBytes: number, marksLists: boolean): unknown {
  const bytes = typeof value === 'string' || typeof value === 'object' ? bytesOf(value) : 0;
  if (bytes <= maxBytes) return value;
  if (Array.isArray(value)) {
    let bytesLeft = maxBytes;
    const end = value.findIndex((item) => (bytesLeft -= bytesOf(item) + 1) < 0);
    const mark = `… [shortened from ${value.length} items]`;
    const items: unknown[] = value.slice(0, end);
    return marksLists ? [...items, mark] : items;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const beginning = truncate(text, Math.floor((text.length * maxBytes) / bytes));
  const [mark = `… [shortened from ${text.length} characters]`] = MARK.exec(text) ?? [];
  return beginning + mark;
}
