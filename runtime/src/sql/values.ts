import { exactJson, jsonOf } from '../utils/exact-json.js';
import type { Unchecked } from '../call/define.js';
import type { Bind, Dialect } from './compile.js';
import type { Row } from './driver.js';

/** An argument that no database can store. */
export class ValueError extends Error {
  override name = 'ValueError';
  constructor(readonly argument: string) {
    super(`Invalid value of "${argument}"`);
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** An argument as the driver may send it. Other types do not reach a driver. */
export function bound(value: unknown, { name, json }: Bind, dialect: Dialect): unknown {
  if (value === undefined || value === null) return null;
  if (json) return jsonOf(value);
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
      return dialect === 'postgres' ? value : BigInt(value);
    case 'object':
      if (value instanceof Uint8Array) return Buffer.from(value);
      if (Array.isArray(value) && dialect === 'postgres')
        return value.map((item) => bound(item, { name, json: false }, dialect));
      return jsonOf(value);
    default:
      throw new ValueError(name);
  }
}

/** Whole numbers while they are exact, else their digits: an `integer()` of the output then fails loudly. */
export const whole = (digits: string | bigint): number | string => {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : String(digits);
};

/** JSON has no infinite numbers and would contain null: they are text, as such exact numbers and times are. */
export const finite = (number: number): number | string =>
  Number.isFinite(number) ? number : String(number);

export const base64 = (bytes: Uint8Array | ArrayBuffer): string =>
  (bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes)).toString('base64');

/** Of years from 1 to 9999 and beyond. Others stay as they are: `infinity`, `0044-03-15 00:00:00 BC`. */
const TIME = /^(\d{4,}-\d\d-\d\d) ([\d:.]+)(?:\+00(?::?00)?)?$/;

/** `2026-01-02 03:04:05.678901+00` → `2026-01-02T03:04:05.678901Z`; the session's time zone is UTC. */
export const instant = (text: string): string => text.replace(TIME, '$1T$2Z');
export const localTime = (text: string): string => text.replace(TIME, '$1T$2');

/**
 * Types that the database does not have, by column of the result: JSON and booleans in SQLite, JSON in MariaDB, and
 * decimal numbers, which are text because JSON numbers are not exact.
 */
export type Columns = Readonly<Record<string, 'json' | 'boolean' | 'number' | 'text'>>;

export const typed = (row: Row, columns: Columns): Unchecked =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      converted(value, Object.hasOwn(columns, name) ? columns[name] : undefined),
    ]),
  ) as unknown as Unchecked; // the tool's output checks it

function converted(value: unknown, type: Columns[string] | undefined): unknown {
  if (value === null || type === undefined) return value;
  switch (type) {
    case 'json':
      return typeof value === 'string' ? exactJson(value) : value;
    case 'boolean':
      return value === 0 || value === 1 ? value === 1 : value; // other numbers are not booleans
    case 'number':
      return finite(Number(value));
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}
