import type { Located } from '../../model/code.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { SchemaFact } from '../../model/schema.js';
import { formatted, placeOf, schemaFact, unseen } from './fact.js';
import { enumKeywords, literalBeyondJson, literalKeywords } from './constants.js';
import { METHODS } from './methods.js';
import type { ZodCall } from './zod-call.js';
import { loose, mayBeLeftOut, readShape } from './shapes.js';

type Base = (call: ZodCall) => SchemaFact;

const at = ({ call }: ZodCall) => placeOf(call);
const plain =
  (keywords: JsonSchemaObject): Base =>
  (call) =>
    schemaFact(at(call), keywords);

/** Reads the n-th argument as a schema. */
function argument({ reader, call, args }: ZodCall, index: number): SchemaFact {
  const given = args[index];
  return given ? reader.read(given) : unseen(call, 'nothing');
}

const schemas = (call: ZodCall, list: Located | undefined): readonly SchemaFact[] | undefined =>
  list && call.code.list(list)?.map((each) => call.reader.read(each));

function union(key: 'anyOf' | 'oneOf', position: number): Base {
  return (call) => {
    const branches = schemas(call, call.args[position]);
    return branches ? schemaFact(at(call), {}, { [key]: branches }) : unseen(call.call, 'a union');
  };
}

const object =
  (more: Pick<SchemaFact, 'additionalProperties'>): Base =>
  (call) => {
    const [shape] = call.args;
    const properties = shape ? readShape(call, shape) : [];
    return properties
      ? schemaFact(at(call), { type: 'object' }, { properties, ...more })
      : schemaFact(at(call), { type: 'object' }, { unseen: 'an object’s properties' });
  };

/** `z.optional(schema)` is `schema.optional()`. */
const wrapper: Base = (call) => {
  const method = METHODS.get(call.name);
  const inner = argument(call, 0);
  return method ? method(inner, { ...call, args: call.args.slice(1) }) : inner;
};

const changed =
  (position: number): Base =>
  (call) => {
    const inner = argument(call, position);
    const mark = { what: call.name, at: at(call) };
    return { ...inner, at: at(call), changes: [...inner.changes, mark] };
  };

const inexpressible: Base = (call) =>
  schemaFact(at(call), {}, { inexpressible: { what: `z.${call.name}()`, at: at(call) } });

const literal: Base = (call) => {
  const what = literalBeyondJson(call);
  if (what === undefined) return schemaFact(at(call), ...literalKeywords(call));
  return schemaFact(at(call), {}, { inexpressible: { what: `z.literal(${what})`, at: at(call) } });
};

const coerced =
  (keywords: JsonSchemaObject): Base =>
  (call) =>
    schemaFact(at(call), keywords, { changes: [{ what: 'coerce', at: at(call) }] });

const each = (names: string, base: Base): [string, Base][] =>
  names.split(' ').map((name) => [name, base]);

const format = (name: string, shown: string): [string, Base] => [
  name,
  (call) => formatted(schemaFact(at(call), { type: 'string' }), shown),
];

/** What zod (3.25 and 4) exports to begin a schema with, as its own `toJSONSchema` shows it. */
export const BASES: ReadonlyMap<string, Base> = new Map<string, Base>([
  ...each('string iso.time', plain({ type: 'string' })),
  ...each('hash hex mac iban creditCard currencyCode stringFormat', (call) =>
    schemaFact(at(call), { type: 'string' }, { hidden: ['format', 'pattern'] }),
  ),
  ['templateLiteral', (call) => schemaFact(at(call), { type: 'string' }, { hidden: ['pattern'] })],
  ...'email uuid guid emoji nanoid cuid cuid2 ulid xid ksuid ipv4 ipv6 cidrv4 cidrv6 base64 base64url e164 jwt hostname'
    .split(' ')
    .map((name) => format(name, name)),
  ...'uuidv4 uuidv6 uuidv7'.split(' ').map((name) => format(name, 'uuid')),
  ...each('url httpUrl', plain({ type: 'string', format: 'uri' })),
  format('iso.datetime', 'date-time'),
  format('iso.date', 'date'),
  format('iso.duration', 'duration'),
  ...each('number float32 float64', plain({ type: 'number' })),
  ...each('int int32 uint32', plain({ type: 'integer' })),
  ...each('boolean success', plain({ type: 'boolean' })),
  ['null', plain({ type: 'null' })],
  ...each('any unknown json', plain({})),
  ['never', plain({ not: {} })],
  ['file', plain({ type: 'string', format: 'binary', contentEncoding: 'binary' })],
  ...each(
    'date bigint int64 uint64 symbol undefined void nan map set function custom instanceof promise transform coerce.date coerce.bigint',
    inexpressible,
  ),
  ['coerce.string', coerced({ type: 'string' })],
  ['coerce.number', coerced({ type: 'number' })],
  ['coerce.boolean', coerced({ type: 'boolean' })],
  ['stringbool', coerced({ type: 'string' })],
  ['literal', literal],
  ...each('enum nativeEnum', (call) => schemaFact(at(call), ...enumKeywords(call))),
  ['array', (call) => schemaFact(at(call), { type: 'array' }, { items: argument(call, 0) })],
  [
    'tuple',
    (call) => {
      const prefixItems = schemas(call, call.args[0]);
      if (!prefixItems) return unseen(call.call, 'a tuple');
      const minItems = prefixItems.findLastIndex((item) => !mayBeLeftOut(item)) + 1;
      const least = minItems > 0 ? { minItems } : {};
      return call.args[1]
        ? schemaFact(
            at(call),
            { type: 'array', ...least },
            { prefixItems, items: argument(call, 1) },
          )
        : schemaFact(
            at(call),
            { type: 'array', items: false, ...least, maxItems: prefixItems.length },
            { prefixItems },
          );
    },
  ],
  ...each('record partialRecord looseRecord', (call) => {
    const values = argument(call, call.args.length > 1 ? 1 : 0);
    return schemaFact(at(call), { type: 'object' }, { additionalProperties: values });
  }),
  ['object', object({})],
  ['strictObject', object({ additionalProperties: false })],
  ['looseObject', (call) => loose(object({})(call))],
  ['union', union('anyOf', 0)],
  ['xor', union('oneOf', 0)],
  ['discriminatedUnion', union('oneOf', 1)],
  [
    'intersection',
    (call) => schemaFact(at(call), {}, { allOf: [argument(call, 0), argument(call, 1)] }),
  ],
  ['lazy', (call) => argument(call, 0)],
  ...each('optional nullable nullish readonly exactOptional nonoptional keyof', wrapper),
  ['preprocess', changed(1)],
  ...each('pipe codec', (call) => ({ ...changed(0)(call), out: argument(call, 1) })),
]);
