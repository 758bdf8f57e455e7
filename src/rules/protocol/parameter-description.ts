import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

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
    { ok: {} },
    {
      ok: {
        [TOOL]: {
          replace: ".describe('How many days.')",
          with: ".meta({ description: 'How many days.' })",
        },
      },
    },
    {
      bad: { [TOOL]: { replace: ".describe('How many days.')", with: '' } },
      finds: [`${TOOL}:11:5`],
    },
    {
      ok: {
        [TOOL]: {
          replace: ".describe('How many days.')",
          with: ".describe('How many days.').nullable()",
        },
      },
    },
    { bad: { [TOOL]: { replace: 'How many days.', with: '' } }, finds: [`${TOOL}:11:5`] },
  ],
});

/** Itself, or each of the schemas it may be; nothing is no such schema. */
function isDescribed({ keywords: { description = '' }, anyOf, oneOf }: SchemaFact): boolean {
  if (description.trim() !== '') return true;
  const branches = (anyOf ?? oneOf ?? []).filter(({ keywords: { type } }) => type !== 'null');
  return branches.length > 0 && branches.every(isDescribed);
}
