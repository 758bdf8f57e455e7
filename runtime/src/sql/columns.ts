import type { Unchecked } from '../provider/define.js';
import { exactJson } from '../http/exact-json.js';
import type { Row } from './driver.js';
import { finite } from './values.js';

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
