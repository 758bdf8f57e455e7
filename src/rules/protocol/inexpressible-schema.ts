import type { Code } from '../../model/code.js';
import type { SchemaFact, SchemaMark } from '../../model/schema.js';
import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const place = (schema: string) => ({ [TOOL]: { replace: 'z.string().min(1)', with: schema } });
const summary = (schema: string) => ({
  [TOOL]: { replace: 'summary: z.string()', with: `summary: ${schema}` },
});

/** What to use instead, by what zod cannot show. */
const INSTEAD: Readonly<Record<string, string>> = {
  'z.date()': 'Use a string: "z.iso.datetime()".',
  'z.coerce.date()': 'Use a string: "z.iso.datetime()".',
  'z.bigint()': 'Use "z.int()", or a string of digits.',
  'z.coerce.bigint()': 'Use "z.int()", or a string of digits.',
  'z.map()': 'Use "z.record()".',
  'z.set()': 'Use "z.array()".',
  'z.undefined()': 'Make the property optional.',
  'z.void()': 'Make the property optional.',
  '.transform()': 'Say what comes out: ".transform(…).pipe(z.number())".',
};

export default defineRule({
  severity: 'error',
  summary: 'JSON Schema can express the schemas of all tools.',
  why: 'The conversion throws where zod cannot express a schema, so that "tools/list" fails for all tools of the server.',
  source: {
    text: 'zod, "JSON Schema", unrepresentable types; triggerdotdev/trigger.dev#4935, fiberplane/mcp-lite#143',
    url: 'https://zod.dev/json-schema#unrepresentable',
  },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const { input, output } of tools) {
      for (const [root, isOutput] of [[input, false] as const, [output, true] as const]) {
        for (const mark of root ? marksIn(code, root, isOutput) : []) {
          report({
            at: mark.at,
            message: `"${mark.what}" has no JSON Schema, so no tool of this server can be listed.`,
            hint: INSTEAD[mark.what] ?? 'Use a type that JSON has.',
          });
        }
      }
    }
  },
  examples: [
    { ok: place('z.string().transform((text) => text.trim())') },
    { ok: summary('z.string().transform(Number).pipe(z.number())') },
    { bad: place('z.date()'), finds: [`${TOOL}:10:12`] },
    { bad: place('z.array(z.bigint())'), finds: [`${TOOL}:10:20`] },
    { bad: summary('z.coerce.date()'), finds: [`${TOOL}:13:31`] },
    {
      ok: place(
        'z.codec(z.iso.datetime(), z.date(), { decode: (t) => new Date(t), encode: String })',
      ),
    },
    {
      bad: summary(
        'z.codec(z.iso.datetime(), z.date(), { decode: (t) => new Date(t), encode: String })',
      ),
      finds: [`${TOOL}:13:57`],
    },
    { bad: place('z.literal([1n, 2n])'), finds: [`${TOOL}:10:12`] },
    { bad: place('z.literal(undefined)'), finds: [`${TOOL}:10:12`] },
    { bad: summary('z.string().transform(Number)'), finds: [`${TOOL}:13:31`] },
  ],
});

function* marksIn(code: Code, root: SchemaFact, isOutput: boolean): Generator<SchemaMark> {
  for (const { schema } of code.subschemas(root)) {
    if (isOutput && schema.out) yield* marksIn(code, schema.out, isOutput);
    else {
      const mark = schema.inexpressible ?? (isOutput ? transformed(schema) : undefined);
      if (mark) yield mark;
    }
  }
}

/** What comes out of a transform is unknown, unless a further schema says what it is. */
function transformed({ changes }: SchemaFact): SchemaMark | undefined {
  const last = changes.at(-1);
  return last?.what === 'transform' ? { ...last, what: '.transform()' } : undefined;
}
