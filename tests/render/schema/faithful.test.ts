import fc from 'fast-check';
import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { schemaProblems } from '../../../src/render/schema/problems.js';
import { zodSource } from '../../../src/render/schema/zod.js';
import { typeSource } from '../../../src/render/schema/type.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { canonical } from './support/canonical.js';
import { advertised } from './support/evaluate.js';

const RUNS = { numRuns: Number(process.env.RUNS ?? 300) };

it.each(['input', 'output'] as const)('%s: shows clients what the schema says', (io) => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      expect(schemaProblems(schema)).toEqual([]);
      expect(canonical(advertised(schema, io), io)).toEqual(canonical(schema, io));
    }),
    RUNS,
  );
});

it.each(['input', 'output'] as const)('%s: is laid out as Prettier would', async (io) => {
  await fc.assert(
    fc.asyncProperty(arbitrarySchema, async (schema) => {
      const { code, declarations } = zodSource(schema, { io, prefix: '  schema: ' });
      const type = typeSource(schema, { io, name: 'Args' });
      const file = `${declarations === '' ? '' : `${declarations}\n\n`}export default tool({\n  schema: ${code},\n});\n\n${type}\n`;
      expect(
        await prettier.format(file, { parser: 'typescript', singleQuote: true, printWidth: 100 }),
      ).toBe(file);
    }),
    RUNS,
  );
});
