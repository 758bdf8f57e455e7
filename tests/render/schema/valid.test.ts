import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonSchema, ObjectSchema } from '../../../src/model/json-schema.js';
import { mapSubschemas, omit } from '../../../src/render/schema/subschemas.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { evaluated } from './support/evaluate.js';
import { instancesOf } from './support/instances.js';

/** Formats are notes for zod. */
const withoutFormats = (schema: JsonSchema): JsonSchema =>
  typeof schema === 'boolean' ? schema : mapSubschemas(omit(schema, ['format']), withoutFormats);

it('accepts what the schema accepts, and refuses what it refuses', () => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      const type = evaluated(withoutFormats(schema) as ObjectSchema, 'input');
      const validator = new Validator(structuredClone(withoutFormats(schema)) as object, '2020-12');
      for (const instance of instancesOf(schema)) {
        expect([instance, type.safeParse(instance).success]).toEqual([
          instance,
          validator.validate(instance).valid,
        ]);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 200) },
  );
});
