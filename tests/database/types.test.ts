import { describe, expect, it } from 'vitest';
import { zodSource } from '../../src/codegen/print/zod.js';
import type { Dialect } from '../../src/database/model.js';
import { argumentSchema, resultSchema } from '../../src/database/types.js';
import type { ObjectSchema } from '../../src/model/json-schema.js';

const TIME = 'z.string().regex(/^-?\\d{1,3}:[0-5]\\d(:[0-5]\\d(\\.0+)?)?$/)';

/** Values that a JSON number cannot hold, and those that a database has under another name. */
const COLUMNS: readonly (readonly [Dialect, type: string, argument: string, result: string])[] = [
  ['postgres', 'bigint', 'int64()', 'exactInteger()'],
  ['postgres', 'integer', 'z.int()', 'z.int()'],
  ['postgres', 'double precision', 'z.number()', 'exactNumber()'],
  ['mysql', 'bigint(20) unsigned', 'int64({ minimum: 0 })', 'exactInteger()'],
  ['mysql', 'tinyint(1)', 'z.union([z.boolean(), z.int()])', 'z.union([z.boolean(), z.int()])'],
  ['mysql', 'bit(1)', 'z.union([z.boolean(), z.int()])', 'z.union([z.boolean(), z.int()])'],
  [
    ...['postgres', 'inet', "z.string().meta({ examples: ['192.0.2.1', '192.0.2.2'] })"],
    'z.string()',
  ] as never,
  [
    ...['postgres', 'character varying(5)[]', 'z.array(z.string().max(5))'],
    'z.array(z.unknown())',
  ] as never,
  ['mysql', "set('a','b.c')", 'z.string().regex(/^((a|b\\.c)(,(a|b\\.c))*)?$/)', 'z.string()'],
  // The database would round, cut or read as another year what does not fit.
  ['postgres', 'numeric', 'z.string().regex(/^-?\\d+(\\.\\d+)?$/)', 'z.string()'],
  ['postgres', 'numeric(9,2)', 'z.string().regex(/^-?\\d+(\\.\\d{1,2}0*)?$/)', 'z.string()'],
  ['postgres', 'numeric(9)', 'z.string().regex(/^-?\\d+(\\.0+)?$/)', 'z.string()'],
  ['postgres', 'name', 'z.string().max(63)', 'z.string()'],
  ['mysql', 'time', TIME, 'z.string()'],
  ['mysql', 'year(4)', 'z.int().min(1901).max(2155)', 'z.int()'],
  ['sqlite', 'integer', 'int64()', 'exactNumber()'],
  ['sqlite', 'name', 'z.string()', 'z.union([z.string(), z.number()])'],
  ['sqlite', 'year', 'z.string()', 'z.union([z.string(), z.number()])'],
  ['sqlite', 'boolean', 'z.boolean()', 'z.boolean()'],
  ['sqlite', 'real', 'z.number()', 'exactNumber()'],
  ['sqlite', 'varchar(9)', 'z.string()', 'z.string()'],
  ['sqlite', 'json', 'z.string()', 'z.union([z.string(), z.number()])'],
  ['sqlite', 'money', 'z.string()', 'z.union([z.string(), z.number()])'],
];

describe.each(COLUMNS)('%s %s', (dialect, type, argument, result) => {
  const column = { name: 'value', type, nullable: false };
  it.each([
    ['input', argumentSchema(column, dialect), argument],
    ['output', resultSchema(column, dialect), result],
  ] as const)('as %s', (io, schema, code) => {
    const whole: ObjectSchema = {
      type: 'object',
      properties: { value: schema },
      required: ['value'],
    };
    const object = io === 'input' ? 'strictObject' : 'object';
    expect(zodSource(whole, { io }).code).toBe(`z.${object}({\n  value: ${code},\n})`);
  });
});
