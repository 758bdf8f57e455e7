import { parseJson } from '../../model/json.js';
import type { Column, ColumnPrivilege, Dialect } from '../model.js';
import { isBindable, type TypeFamily, typeFamily } from '../types.js';

/** The facts about a column that all catalogs contain. */
interface RawColumn {
  name: string;
  type: string;
  schema?: string | null;
  nullable: boolean;
  filled?: Column['filled'] | undefined;
  /** SQL of the default; null if there is none. */
  default: string | null;
  values?: string[] | undefined;
  length?: number | undefined;
  comment?: string | null;
  denied?: readonly ColumnPrivilege[];
}

const TEXTS: readonly TypeFamily[] = [
  'text',
  'enum',
  'decimal',
  'date',
  'uuid',
  'time',
  'moment',
  'set',
  'other',
];

/** Types whose values have another form in JSON than in SQL. */
const CONVERTED_FAMILIES: readonly TypeFamily[] = [
  'instant',
  'timestamp',
  'bytes',
  'any',
  'unreadable',
];

export function columnFromCatalog(raw: RawColumn, dialect: Dialect): Column {
  const { name, type, schema, nullable, values, length, comment, denied } = raw;
  const column: Column = {
    name,
    type,
    ...(schema && { schema }),
    nullable,
    ...(values && { values }),
    ...(length !== undefined && { length }),
    ...(comment && { comment }),
    ...(denied && { denied: [...denied] }),
  };
  if (raw.filled) return { ...column, filled: raw.filled };
  if (isNull(raw.default)) return column;
  const value = constantDefault(raw.default, typeFamily(column, dialect));
  if (value !== undefined) return { ...column, default: value };
  const timeDefault = LIFECYCLE.test(name) ? undefined : currentTimeDefault(raw.default, type);
  if (timeDefault) return { ...column, now: timeDefault };
  return isConstant(raw.default) && isBindable(column, dialect)
    ? { ...column, constant: raw.default }
    : { ...column, filled: 'expression' };
}

/** Returns whether SQL is a constant, which statements can contain as it is. */
const isConstant = (text: string): boolean => QUOTED.test(text) || NUMBER.test(text);

/** Constants; PostgreSQL appends the type, as in 'new'::character varying. */
const QUOTED = /^'((?:[^'\\]|'')*)'(?:::[\w ."[\]]+(?:\([\d,]+\))?)*$/;
const NUMBER = /^\(?(-?\d+(?:\.\d+)?)\)?(?:::[\w ]+(?:\([\d,]+\))?)?$/;

/** Names of times that programs set themselves, so that no caller states them. */
const LIFECYCLE =
  /^(created|updated|modified|changed|inserted|deleted)([_ ]?(at|on|time|date))?$|^timestamp$/i;

/** Returns the default of a column that is the time of the insert; undefined for other expressions. */
function currentTimeDefault(text: string, type: string): Column['now'] {
  const [, name = ''] =
    /^\(?(now|current_timestamp|current_date|curdate|current_time)(?:\(\))?\)?$/i.exec(text) ?? [];
  if (name === '') return undefined;
  if (/date$/i.test(name)) return 'current_date';
  if (/time$/i.test(name)) return 'current_time';
  return type.startsWith('timestamp without') ? 'localtimestamp' : 'current_timestamp';
}

function constantDefault(text: string, family: TypeFamily): unknown {
  if (family === 'array') return /^('\{\}'|array\[\])(::|$)/i.test(text) ? [] : undefined;
  if (CONVERTED_FAMILIES.includes(family)) return undefined;
  if (family === 'moment' && !text.startsWith("'")) return undefined;
  const value = constantValue(text, TEXTS.includes(family));
  const isFlag = family === 'boolean' || family === 'flag';
  // ActiveRecord stores these defaults in SQLite.
  if (isFlag && /^'[tf]'$/i.test(text)) return /t/i.test(text);
  if (isFlag && /^b'[01]'$/.test(text)) return text === "b'1'";
  if (isFlag && typeof value === 'number') return value !== 0;
  const isFitting =
    family === 'json'
      ? typeof value === 'object' && value !== null
      : isFlag
        ? typeof value === 'boolean'
        : TEXTS.includes(family)
          ? typeof value === 'string'
          : typeof value === 'number';
  return isFitting ? value : undefined;
}

/** Returns the value of a constant default; undefined for an expression. */
export function constantValue(text: string, isText: boolean): unknown {
  const [, quotedText] = QUOTED.exec(text) ?? [];
  if (quotedText !== undefined) {
    const value = quotedText.replaceAll("''", "'");
    return isText ? value : exact(parseJson(value));
  }
  const [, number] = NUMBER.exec(text) ?? [];
  if (number !== undefined) return isText ? number : exact(Number(number));
  if (/^(true|false)$/i.test(text) && !isText) return /^true$/i.test(text);
  return undefined;
}

/** Returns whether a text stands for the absence of a default. */
const isNull = (text: string | null): text is null =>
  text === null || /^null(::[\w ."[\]()]+)?$/i.test(text);

/** Returns the value; undefined for integers that a JSON number rounds. */
const exact = (value: unknown): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value;
