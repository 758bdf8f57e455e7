import { isObject } from '../../../runtime/src/utils/is-object.js';
import { sampleValue } from '../../../src/codegen/sample/sample.js';
import type { ObjectSchema } from '../../../src/model/json-schema.js';

type Json = Record<string, unknown>;

const OTHERS: readonly unknown[] = [
  null,
  true,
  'x',
  'abcdef',
  0,
  1,
  7,
  2.5,
  -3,
  [],
  ['a', 'a'],
  [1],
  {},
  { a: 'b' },
];

/** Values near the edge of what a schema allows: samples of it, and samples with one place changed or gone. */
export function instancesOf(schema: ObjectSchema): Json[] {
  const samples = [sampleValue(schema), sampleValue(schema, { requiredOnly: true }), {}].filter(
    isObject,
  );
  return samples.flatMap((sample) => [sample, ...variants(sample, 3)]);
}

function variants(sample: Json, depth: number): Json[] {
  if (depth === 0) return [];
  const changed = Object.entries(sample).flatMap(([key, value]): Json[] => [
    Object.fromEntries(Object.entries(sample).filter(([other]) => other !== key)),
    ...OTHERS.map((other) => with_(sample, key, other)),
    ...(isObject(value)
      ? variants(value, depth - 1).map((inner) => with_(sample, key, inner))
      : []),
    ...(Array.isArray(value) && isObject(value[0])
      ? variants(value[0], depth - 1).map((inner) => with_(sample, key, [inner]))
      : []),
  ]);
  return [with_(sample, 'undeclared', 'x'), ...changed];
}

/** Keeps a key `__proto__` what it is: a key. */
const with_ = (sample: Json, key: string, value: unknown): Json =>
  Object.fromEntries([...Object.entries(sample), [key, value]]);
