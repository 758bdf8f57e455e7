import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';

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
});

/** Itself, or each of the schemas it may be; nothing is no such schema. */
function isDescribed({ keywords: { description = '' }, anyOf, oneOf }: SchemaFact): boolean {
  if (description.trim() !== '') return true;
  const branches = (anyOf ?? oneOf ?? []).filter(({ keywords: { type } }) => type !== 'null');
  return branches.length > 0 && branches.every(isDescribed);
}
