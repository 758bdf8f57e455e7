import type { Code, Located } from '../../model/code.js';
import type { SchemaFact, SchemaProperty } from '../../model/schema.js';
import { placeOf, schemaFact } from './fact.js';
import type { SchemaMethod, ZodCall } from './zod-call.js';

/** Properties of `{ name: z.string(), … }`; undefined where not all of them can be determined. */
export function readShape(
  { code, reader }: { code: Code; reader: ZodCall['reader'] },
  shape: Located,
): SchemaProperty[] | undefined {
  // `z.object(Other.shape)`
  if (shape.value.is === 'member' && shape.value.name === 'shape') {
    const { properties } = reader.read({ file: shape.file, value: shape.value.object });
    if (properties) return [...properties];
  }
  const { file, value: object } = reader.resolve(shape);
  if (object.is !== 'object') return undefined;
  const properties = new Map<string, SchemaProperty>();
  for (const entry of object.entries) {
    if (entry.is === 'spread') {
      const spread = readShape({ code, reader }, { file, value: entry.value });
      if (!spread) return undefined;
      for (const property of spread) properties.set(property.name, property);
    } else {
      if (entry.key === '*') return undefined;
      const schema = reader.read({ file, value: entry.value });
      properties.set(entry.key, {
        name: entry.key,
        at: file.at(entry),
        optional: mayBeLeftOut(schema),
        schema,
      });
    }
  }
  return [...properties.values()];
}

export const mayBeLeftOut = ({ optional, keywords, hidden }: SchemaFact) =>
  optional ?? ('default' in keywords || hidden.includes('default'));

const extended: SchemaMethod = (receiver, call) => {
  const [given] = call.args;
  if (!given || !receiver.properties) return receiver;
  const added = readShape(call, given) ?? call.reader.read(given).properties;
  if (!added) return { ...receiver, at: placeOf(call.call), unseen: 'properties that are added' };
  const properties = new Map([...receiver.properties, ...added].map((each) => [each.name, each]));
  return { ...receiver, at: placeOf(call.call), properties: [...properties.values()] };
};

/** Names a mask (`{ id: true }`) marks; without a mask, all. */
function marked(call: ZodCall): ((name: string) => boolean) | undefined {
  const [mask] = call.args;
  if (!mask) return () => true;
  const object = call.code.object(mask);
  if (!object || object.partial) return undefined;
  const names = new Set(object.properties.map(({ key }) => key));
  return (name) => names.has(name);
}

const masked =
  (change: (property: SchemaProperty, isMarked: boolean) => SchemaProperty[]): SchemaMethod =>
  (receiver, call) => {
    const isMarked = marked(call);
    if (!isMarked || !receiver.properties) return { ...receiver, unseen: 'a choice of properties' };
    const properties = receiver.properties.flatMap((each) => change(each, isMarked(each.name)));
    return { ...receiver, at: placeOf(call.call), properties };
  };

/** Any further property, as zod shows it: `additionalProperties: {}`. */
export const loose = (schema: SchemaFact): SchemaFact => ({
  ...schema,
  additionalProperties: schemaFact(schema.at, {}),
});

/** Methods of objects. */
export const OBJECT_METHODS: [string, SchemaMethod][] = [
  ['extend', extended],
  ['safeExtend', extended],
  ['merge', extended],
  ['pick', masked((property, isMarked) => (isMarked ? [property] : []))],
  ['omit', masked((property, isMarked) => (isMarked ? [] : [property]))],
  ...['partial', 'exactPartial'].map((name): [string, SchemaMethod] => [
    name,
    masked((property, isMarked) => [isMarked ? { ...property, optional: true } : property]),
  ]),
  [
    'required',
    masked((property, isMarked) => [isMarked ? { ...property, optional: false } : property]),
  ],
  ['strict', (receiver) => ({ ...receiver, additionalProperties: false })],
  ['loose', loose],
  ['passthrough', loose],
  [
    'catchall',
    (receiver, { reader, args: [rest] }) =>
      rest ? { ...receiver, additionalProperties: reader.read(rest) } : receiver,
  ],
  [
    'keyof',
    ({ properties = [] }, { call }) =>
      schemaFact(placeOf(call), { type: 'string', enum: properties.map(({ name }) => name) }),
  ],
];
