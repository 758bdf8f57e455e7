import type { Code, ToolDefinition } from '../../../model/code.js';
import type { SchemaFact } from '../../../model/schema.js';

/** Of English and JSON together; tokenizers differ by a fifth in both directions. */
const CHARACTERS_A_TOKEN = 4;

/** What zod 4 adds for the pattern of a format, in characters of JSON. */
const PATTERN: Readonly<Record<string, number>> = {
  cidrv6: 429,
  ipv6: 394,
  'date-time': 285,
  date: 227,
  uuid: 180,
  cidrv4: 152,
  emoji: 136,
  hostname: 135,
  ipv4: 130,
  email: 121,
  duration: 118,
};
/** Of all other formats. */
const SHORT_PATTERN = 60;

/**
 * Tokens of what a model is shown of a tool with every request: name, description and schema of the arguments. The
 * schema of the result and the hints stay with the client.
 */
export function tokensOf({ name, description, input }: ToolDefinition, code: Code): number {
  const shown = {
    name: name.is === 'known' ? name.value : '',
    description: description.is === 'known' ? description.value : '',
    input_schema: input ? code.jsonSchema(input) : {},
  };
  const characters = JSON.stringify(shown).length + (input ? patternsIn(input, code) : 0);
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}

function patternsIn(input: SchemaFact, code: Code): number {
  const lengths = Array.from(code.subschemas(input), ({ schema: { checked, keywords } }) =>
    checked ? (PATTERN[keywords.format ?? ''] ?? SHORT_PATTERN) : 0,
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}
