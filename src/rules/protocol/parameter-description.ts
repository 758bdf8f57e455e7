import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every argument of a tool has a description.',
  why: 'A model fills in an argument from its description; from a bare name it has to guess format, unit and default.',
  source: {
    text: 'MCP, "Tools": arguments are described by "inputSchema", the only thing the model is shown of them',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool',
  },
  on: 'provider',
  check({ tools }, report) {
    for (const { input } of tools) {
      for (const { name, at, schema } of input?.properties ?? []) {
        // A schema that cannot be seen is reported by "protocol/unseen-schema".
        if (schema.unseen !== undefined || schema.hidden.includes('description')) continue;
        if (isDescribed(schema)) continue;
        report({
          at,
          message: `The argument "${name}" has no description.`,
          hint: 'Say what it is, with its format or unit: ".describe(\'…\')".',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     days: z.int().min(1).max(7).default(3).meta({ description: 'How many days.' }),
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     ‹days›: z.int().min(1).max(7).default(3),
      `,
      finds: ['The argument "days" has no description.'],
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     days: z.int().min(1).max(7).default(3).describe('How many days.').nullable(),
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -     days: z.int().min(1).max(7).default(3).describe('How many days.'),
        +     ‹days›: z.int().min(1).max(7).default(3).describe(''),
      `,
      finds: ['The argument "days" has no description.'],
    },
  ],
});

/** Itself, or each of the schemas it may be; nothing is no such schema. */
function isDescribed({ keywords: { description = '' }, anyOf, oneOf }: SchemaFact): boolean {
  if (description.trim() !== '') return true;
  const branches = (anyOf ?? oneOf ?? []).filter(({ keywords: { type } }) => type !== 'null');
  return branches.length > 0 && branches.every(isDescribed);
}
