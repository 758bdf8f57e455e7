import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every argument of a tool has a description.',
  why: 'Without a description, the model guesses format, unit and default from the name.',
  source: {
    text: 'MCP, "Tools": arguments are described by "inputSchema", the only information about them that the model gets',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool',
  },
  on: 'provider',
  check({ tools }, report) {
    for (const { input } of tools) {
      for (const { name, at, schema } of input?.properties ?? []) {
        // "protocol/unseen-schema" reports schemas that cannot be read.
        if (schema.unseen !== undefined || schema.hidden.includes('description')) continue;
        if (isDescribed(schema)) continue;
        report({
          at,
          message: `The argument "${name}" has no description.`,
          hint: 'Add ".describe(\'…\')" with its meaning, format and unit.',
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   days: z.int().min(1).max(7).default(3).meta({ description: 'How many days.' }),
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   ‹days›: z.int().min(1).max(7).default(3),
    `.finds('The argument "days" has no description.'),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   days: z.int().min(1).max(7).default(3).describe('How many days.').nullable(),
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   ‹days›: z.int().min(1).max(7).default(3).describe(''),
    `.finds('The argument "days" has no description.'),
  ],
});

/** Itself, or each of the schemas it may be; nothing is no such schema. */
function isDescribed({ keywords: { description = '' }, anyOf, oneOf }: SchemaFact): boolean {
  if (description.trim() !== '') return true;
  const branches = (anyOf ?? oneOf ?? []).filter(({ keywords: { type } }) => type !== 'null');
  return branches.length > 0 && branches.every(isDescribed);
}
