import * as z from 'zod';
import { defineProvider, rawSchema } from '../../src/index.js';
import { runServer } from '../../src/server.js';
import { moduleOf } from '../small-project.js';

/** `{ op: 'and', items: [filter, …] }` and so on. */
const filter = {
  oneOf: ['and', 'or', 'not', 'any'].map((op) => ({
    type: 'object',
    properties: { op: { const: op }, items: { type: 'array', items: { $ref: '#/$defs/Filter' } } },
    required: ['op'],
  })),
};
interface Tree {
  value: number;
  children: Tree[];
}
const tree: z.ZodType<Tree> = z.object({
  value: z.number(),
  get children() {
    return z.array(tree);
  },
});

const provider = defineProvider({ name: 'open', version: '1.0.0' });
const tools: Record<string, z.ZodType> = {
  pattern: z.object({ mail: z.string().regex(/^([a-zA-Z0-9]+)+@acme\.dev$/) }),
  raw_pattern: rawSchema({
    type: 'object',
    propertyNames: { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' },
    patternProperties: { '^(a|a)*$': { type: 'number' } },
  }),
  filter: rawSchema({
    type: 'object',
    properties: { filter: { $ref: '#/$defs/Filter' } },
    $defs: { Filter: filter },
  }),
  list: rawSchema({ type: 'object', properties: { ids: { type: 'array', uniqueItems: true } } }),
  tree,
};
for (const [name, input] of Object.entries(tools))
  provider.tool({ name, description: 'Checks.', input, run: async () => 'checked' });

await runServer({
  root: process.env.CHECKING_ROOT ?? '',
  providers: { open: async () => moduleOf(provider) },
});
