import pg from 'pg';
import { exactJson } from '../../http/exact-json.js';
import { finite, instant, localTime, whole } from '../values.js';

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

/** `pg` exports it without a type. */
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(text: string, parse: Parse): { parse(): unknown[] } };
};

const PARSERS = new Map<number, Parse>(
  TYPES.flatMap(([oid, array, parse]) => [
    [oid, parse] as const,
    [array, (text: string) => arrayParser.create(text, parse).parse()] as const,
  ]),
);

/** `pg` itself rounds exact numbers, and makes dates of times without a zone. */
export const types = {
  getTypeParser: (oid: number) => PARSERS.get(oid) ?? asText,
};
