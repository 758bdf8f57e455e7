import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { kindStyles } from '../../src/model/kinds-and-styles.js';
import { additionsSchema, specSchema } from '../../src/spec/schema.js';
import { schemaMismatches } from '../../src/spec/schema-mismatches.js';
import { providerSpecs } from '../support/arbitrary.js';
import { caseCount } from '../support/mutated.js';
import { ACME, kindsAndStyles, styles } from './styles.js';

const schema = specSchema(kindsAndStyles);
/** Formats are judged by rules of their own, which are stricter. */
const withoutFormats = JSON.parse(
  JSON.stringify(schema, (key, value: unknown) =>
    key === 'format' && value === 'uri' ? undefined : value,
  ),
) as object;
const validator = new Validator(withoutFormats, '2020-12');
const isValid = (value: unknown) => validator.validate(value).valid;

it('what does not match a pattern is told in words', () => {
  const silent: string[] = [];
  JSON.stringify(schema, (_, value: unknown) => {
    const { pattern, patternErrorMessage } = (value ?? {}) as JsonSchemaObject;
    if (typeof pattern === 'string' && patternErrorMessage === undefined) silent.push(pattern);
    return value;
  });
  expect(silent).toEqual([]);
});

it('every style has a sample that the schema takes', () => {
  for (const { sample } of Object.values(kindStyles(ACME.kind, styles))) {
    const spec = { name: 'a', description: 'A.', baseUrl: 'https://a.dev', auth: sample };
    expect(isValid(spec)).toBe(true);
    expect(schemaMismatches(schema, spec)).toEqual([]);
  }
});

describe('our reader and a JSON Schema validator agree', () => {
  it('about specs', () => {
    fc.assert(
      fc.property(providerSpecs(styles), (spec) => {
        expect(isValid(spec)).toBe(true);
        expect(schemaMismatches(schema, spec)).toEqual([]);
      }),
    );
  });

  it('about specs in which one value is another', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        ' ',
        0,
        -1,
        1.5,
        true,
        [],
        {},
        [''],
        ['a', 'a'],
        { a: 1 },
        'GET',
        'none',
        'x'.repeat(65),
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(providerSpecs(styles), fc.nat(), values, (spec, where, value) => {
        const document = JSON.parse(JSON.stringify(spec)) as object;
        const slots = slotsOf(document);
        const slot = slots[where % slots.length]!;
        slot.owner[slot.key] = value;
        expect(schemaMismatches(schema, document).length === 0).toBe(isValid(document));
      }),
      { numRuns: caseCount(300) },
    );
  });
});

interface Slot {
  owner: Record<string, unknown>;
  key: string;
}

/** Every value inside a value, and a key that is not there in every object. */
function slotsOf(value: unknown): Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  // An array takes its indexes as keys.
  const owner = value as Record<string, unknown>;
  const own = Object.keys(owner).flatMap((key) => [{ owner, key }, ...slotsOf(owner[key])]);
  return Array.isArray(value) ? own : [...own, { owner, key: 'unknownKey' }];
}

describe('for editors', () => {
  const { allOf } = schema as { allOf: { then: JsonSchemaObject }[] };
  const ofKinds = allOf.map(({ then }) => then);

  it('has its dialect, its name and a description of every key of a provider and a tool', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe('urn:create-mcp-provider:provider-spec');
    for (const { properties } of ofKinds) {
      const { tools } = properties as Record<string, { items: JsonSchemaObject }>;
      for (const part of [properties, tools!.items.properties]) {
        for (const [key, value] of Object.entries(part ?? {})) {
          expect(value, key).toHaveProperty('description');
        }
      }
    }
  });

  it('is one for additions, too', () => {
    const additions = additionsSchema([ACME.kind]);
    expect(schemaMismatches(additions, { tools: [], prompts: [] })).toEqual([]);
    expect(schemaMismatches(additions, { name: 'acme' })).toEqual([
      {
        path: ['name'],
        at: 'key',
        fault: 'is not a known key; known here: "$schema", "tools", "resources", "prompts"',
      },
    ]);
  });

  it('offers the settings of a style with the style', () => {
    const [api] = ofKinds;
    expect((api?.properties?.auth as JsonSchemaObject).allOf).toContainEqual({
      if: { required: ['style'], properties: { style: { const: 'none' } } },
      then: { required: [], properties: { style: true }, additionalProperties: false },
    });
  });
});
