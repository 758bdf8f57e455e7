import type { Dialect } from '../model.js';

interface DumpedType {
  /** As the catalogue of the database has it. */
  type: string;
  /** The database fills in the next number. */
  isSerial: boolean;
}

/** A type as a statement has it: `VARCHAR( 40 )`, `public.state`. */
export function typeOf(text: string, dialect: Dialect): DumpedType {
  const plain = text
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) => (index % 2 === 0 ? part.replace(/\s+/g, ' ').toLowerCase() : part))
    .join('')
    .replace(/ ?([(),]) ?/g, '$1')
    .replace(/\)(?=\w)/g, ') ')
    .trim();
  const serial = SERIAL[dialect][plain];
  if (serial !== undefined) return { type: serial, isSerial: true };
  return { type: dialect === 'postgres' ? postgresType(plain) : mysqlType(plain), isSerial: false };
}

const SERIAL: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  postgres: {
    smallserial: 'smallint',
    serial2: 'smallint',
    serial: 'integer',
    serial4: 'integer',
    bigserial: 'bigint',
    serial8: 'bigint',
  },
  mysql: { serial: 'bigint unsigned' },
  sqlite: {},
};

/** Other names of types: PostgreSQL, "Data Types". */
const POSTGRES: readonly (readonly [RegExp, string])[] = [
  [/^int4?$/, 'integer'],
  [/^int2$/, 'smallint'],
  [/^int8$/, 'bigint'],
  [/^bool$/, 'boolean'],
  [/^(decimal|dec)\b/, 'numeric'],
  [/^float4$/, 'real'],
  [/^float8?$/, 'double precision'],
  [/^varchar\b/, 'character varying'],
  [/^(char|bpchar)\b(?! varying)/, 'character'],
  [/^character$/, 'character(1)'],
  [/^timestamptz(.*)$/, 'timestamp$1 with time zone'],
  [/^timetz(.*)$/, 'time$1 with time zone'],
  [/^(time(?:stamp)?(?:\(\d\))?)$/, '$1 without time zone'],
];

function postgresType(text: string): string {
  const name = text.replace(/ ?\[\d*\]/g, '').replace(/ array$/, '');
  const own = name.replace(/^("public"|public|pg_catalog)\./, '');
  const known = POSTGRES.reduce((one, [other, to]) => one.replace(other, to), own);
  const type = known.replace(/"(?!char")([a-z_][a-z0-9_]*)"/g, '$1'); // "char" is a type of its own
  return name === text ? type : `${type}[]`;
}

const MYSQL: readonly (readonly [RegExp, string])[] = [
  [/^bool(ean)?$/, 'tinyint(1)'],
  [/^integer\b/, 'int'],
  [/^(numeric|dec|fixed)\b/, 'decimal'],
  [/^(real|double precision)\b/, 'double'],
  [/^(national )?(character varying|varcharacter|nvarchar)\b/, 'varchar'],
  [/^(national )?(character|nchar)\b/, 'char'],
  [/^char$/, 'char(1)'],
];

const mysqlType = (text: string): string =>
  MYSQL.reduce((one, [other, known]) => one.replace(other, known), text);
