import { exactJson } from '../../http/exact-json.js';
import type { Row } from '../driver.js';
import { base64, instant, localTime, whole } from '../values.js';

/** A column of a result, as the protocol describes it. */
export interface Column {
  name: string;
  columnType: number;
  columnLength: number;
}

/** MySQL client/server protocol, "Column Type". */
const TINY = 1;
const TIMESTAMP = 7;
const LONGLONG = 8;
const DATETIME = 12;
const JSON_TYPE = 245;

export const readable = (row: readonly unknown[], columns: readonly Column[]): Row =>
  Object.fromEntries(columns.map((column, index) => [column.name, value(row[index], column)]));

function value(raw: unknown, { columnType, columnLength }: Column): unknown {
  if (raw === null || raw === undefined) return null;
  if (raw instanceof Uint8Array) return base64(raw);
  const text = raw as string; // where it is used below, the driver is told to return strings
  switch (columnType) {
    case TINY:
      // tinyint(1) is what BOOLEAN is
      return columnLength === 1 && (raw === 0 || raw === 1) ? raw === 1 : raw;
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
