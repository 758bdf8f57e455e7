import { describe, expect, it } from 'vitest';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { InvalidDocumentError, parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { type RawObject } from '../../src/openapi/model.js';
import { withTools } from '../../src/sources/openapi/import.js';
import { checkAdditions } from '../../src/spec/check.js';
import { bareValue } from '../../src/spec/located-problems.js';
import { example, one } from './documents.js';

/** What the command does with a text until there is something to write: it imports, or says what is wrong. */
function outcome(text: string): 'imported' | 'rejected' {
  try {
    const allOperations = toolsOfDocument(parseJsonOrYaml(text), { deprecated: true });
    const read = { file: 'a.json', sha256: '', copy: { text }, allOperations };
    const tools = withTools(read, allOperations.tools).tools.map(({ tool }) => tool);
    // Some warnings come of an example of a call.
    checkAdditions({ tools }, { name: 'hostile', kind: kinds.api }, bareValue).warnings.at(0);
    return 'imported';
  } catch (error) {
    if (error instanceof InvalidDocumentError) return 'rejected';
    throw error;
  }
}

/** Numerical Recipes' generator: the same mutations in each run. */
function generator(seed: number) {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return { next, pick: <T>(values: readonly T[]) => values[next(values.length)] as T };
}

const STRANGE: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, '', ' ', [], {}, [null], ['string', 'null', 5]],
  ...['__proto__', 'constructor', '../../x', '${process.exit(1)}', '`;id;`', '{{x}}', '*/ x /*'],
  ...['a\u0000b', '\ud800', 'x'.repeat(5_000), '#/components/schemas/X'],
  ...['#', '#/paths', 'https://evil.test/x', 'file:///etc/passwd', 5].map(($ref) => ({ $ref })),
  { type: 'object', properties: { constructor: { type: 'string' } } },
];
const KEYS = ['__proto__', 'constructor', '$ref', 'allOf', 'x y', '${x}', '../x', ''];

type Place = readonly [holder: Record<string, unknown>, key: string];

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    found.push([holder, key]);
    placesIn(holder[key], found);
  }
  return found;
}

function mutated(document: RawObject, { next, pick }: ReturnType<typeof generator>): string {
  const copy = structuredClone(document);
  const places = placesIn(copy);
  for (let left = 1 + next(4); left > 0; left--) {
    const [holder, key] = pick(places);
    const [other, name] = pick(places);
    const value = holder[key];
    const how = next(4);
    if (how === 0) holder[key] = null;
    else if (how === 1) holder[key] = structuredClone(other[name]);
    else if (how === 2 && isObject(holder)) {
      Reflect.deleteProperty(holder, key);
      Object.defineProperty(holder, pick(KEYS), { value, enumerable: true, configurable: true });
    } else holder[key] = structuredClone(pick(STRANGE));
  }
  return JSON.stringify(copy);
}

const MUTATIONS = Number(process.env.FUZZ_RUNS ?? 25);

describe('hostile documents', () => {
  it.each([
    '3.0/json/petstore',
    '3.1/json/petstore',
    '3.0/json/schema-circular',
    '3.0/json/polymorphism',
    '3.1/json/security',
  ])('are imported or rejected: mutations of %s', (path) => {
    const document = example(path);
    const random = generator(path.length);
    const outcomes = Array.from({ length: MUTATIONS }, () => outcome(mutated(document, random)));
    expect(outcomes).toContain('imported');
  });

  const nested = (depth: number) => '{"items":'.repeat(depth) + '{}' + '}'.repeat(depth);
  const schemas = (all: RawObject) =>
    JSON.stringify(
      one(
        {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } },
          },
        },
        { components: { schemas: all } },
        '/things',
        'post',
      ),
    );
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/components/schemas/S${index + 1}` };
      return [`S${index}`, { type: 'object', properties: { a: next, b: next } }];
    }),
  );
  const loop = { S0: { allOf: [{ $ref: '#/components/schemas/S0' }] } };
  const aliases = Array.from({ length: 30 }, (_, index) =>
    index === 0 ? 'a0: &a0 [x]' : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
  );

  it.each([
    ['schemas that double at each level', schemas(doubling)],
    ['a schema that is itself', schemas(loop)],
    ['a reference to itself', schemas({ S0: { $ref: '#/components/schemas/S0' } })],
    ['nesting', `{"openapi":"3.0.0","paths":{"/a":{"get":{"x":${nested(5_000)}}}}}`],
    ['nested schemas', schemas({ S0: JSON.parse(nested(2_000)) as RawObject })],
    ['aliases in aliases', `openapi: 3.0.0\n${aliases.join('\n')}\n`],
    ['no document', '['.repeat(100_000)],
  ])('are imported or rejected: %s', (_, text) => {
    expect(['imported', 'rejected']).toContain(outcome(text));
  });
});
