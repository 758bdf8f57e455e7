import type { Code } from '../../model/code.js';
import type { SchemaFact, SchemaMark } from '../../model/schema.js';
import { defineRule } from '../define.js';

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
  '.transform()': 'Add the type of the result: ".transform(…).pipe(z.number())".',
};

export default defineRule({
  severity: 'error',
  summary: 'Input and output schemas can be converted to JSON Schema.',
  why: 'The conversion throws on other types, so "tools/list" fails for all tools of the server.',
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
            message: `"${mark.what}" cannot be converted to JSON Schema.`,
            hint: INSTEAD[mark.what] ?? 'Use a type that exists in JSON.',
          });
        }
      }
    }
  },
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

/** The type of a transform's result is unknown, unless a further schema follows. */
function transformed({ changes }: SchemaFact): SchemaMark | undefined {
  const last = changes.at(-1);
  return last?.what === 'transform' ? { ...last, what: '.transform()' } : undefined;
}
