import fc from 'fast-check';
import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { zodSource } from '../../src/source/print/zod.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';

it.each(['input', 'output'] as const)(
  'is laid out as Prettier would: %s',
  async (io) => {
    await fc.assert(
      fc.asyncProperty(arbitrarySchema({ allOf: true }), async (schema) => {
        const { code, declarations } = zodSource(schema, { io, prefix: '  schema: ' });
        const parts = [
          ...(declarations === '' ? [] : [declarations]),
          `export default tool({\n  schema: ${code},\n});\n`,
        ];
        const source = parts.join('\n\n');
        expect(
          await prettier.format(source, {
            parser: 'typescript',
            singleQuote: true,
            printWidth: 100,
          }),
        ).toBe(source);
      }),
      { numRuns: 150 },
    );
  },
  60_000,
);
