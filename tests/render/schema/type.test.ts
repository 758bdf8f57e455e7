import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { complaints, moduleOf } from './support/compile.js';

it('is what zod gives out, and zod gives out what it is', () => {
  const schemas = fc.sample(arbitrarySchema({ allOf: true }), 60);
  const modules = schemas.flatMap((schema) => [
    moduleOf(schema, 'input'),
    moduleOf(schema, 'output'),
  ]);
  expect(complaints(modules)).toEqual([]);
}, 60_000);
