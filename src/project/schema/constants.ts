import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { SchemaFact } from '../../model/schema.js';
import type { ZodCall } from './zod-call.js';

type Keywords = [keywords: JsonSchemaObject, more: Partial<SchemaFact>];

/** `z.literal(x)`, `z.literal([x, y])` */
export function literalKeywords({ code, args: [given] }: ZodCall): Keywords {
  const values = given ? (code.list(given) ?? [given]).map((each) => code.constant(each)) : [];
  if (values.length === 0 || values.includes(undefined)) return [{}, { hidden: ['const'] }];
  const type = typeOf(values);
  return [
    { ...(type && { type }), ...(values.length === 1 ? { const: values[0] } : { enum: values }) },
    {},
  ];
}

/** `1n`, `undefined`: what JSON has no word for. */
export function literalBeyondJson({ code, args: [given] }: ZodCall): string | undefined {
  const values = given ? (code.list(given) ?? [given]) : [];
  for (const each of values) {
    const { value } = code.resolve(each);
    if (value.is !== 'literal') continue;
    if (value.type === 'undefined') return 'undefined';
    if (value.type === 'bigint') return String(value.value);
  }
  return undefined;
}

/** `z.enum(['a', 'b'])`, of an array or an object of values, of a TypeScript enum */
export function enumKeywords({ code, args: [given] }: ZodCall): Keywords {
  const list = given && code.list(given);
  const object = given && !list ? code.object(given) : undefined;
  const values = (list ?? object?.properties)?.map((each) => code.constant(each));
  if (!values || object?.partial || values.includes(undefined)) return [{}, { hidden: ['enum'] }];
  const type = typeOf(values);
  return [{ ...(type && { type }), enum: values }, {}];
}

/** Undefined where the values are of several types. */
function typeOf(values: readonly unknown[]): 'string' | 'number' | 'boolean' | 'null' | undefined {
  const types = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  const [type, ...more] = types;
  if (more.length > 0) return undefined;
  return type === 'string' || type === 'number' || type === 'boolean' || type === 'null'
    ? type
    : undefined;
}
