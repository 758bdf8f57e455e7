import type { Code, ToolDefinition } from '../../../model/code.js';
import type { ServedPart } from '../../../model/kind.js';
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

/** What a model is shown of a tool with every request; the schema of the result and the hints stay with the client. */
interface Shown {
  name: string;
  description: string;
  input_schema: object;
}

const charactersOf = (shown: Shown): number => JSON.stringify(shown).length;

/** Tokens of a tool that no code of the project defines, as far as files tell. */
export const servedTokens = ({ name, description = '', inputSchema = {} }: ServedPart): number =>
  Math.ceil(charactersOf({ name, description, input_schema: inputSchema }) / CHARACTERS_A_TOKEN);

/** Tokens of a tool of the project. */
export function tokensOf({ name, description, input }: ToolDefinition, code: Code): number {
  const shown = {
    name: name.is === 'known' ? name.value : '',
    description: description.is === 'known' ? description.value : '',
    input_schema: input ? code.jsonSchema(input) : {},
  };
  const characters = charactersOf(shown) + (input ? patternsIn(input, code) : 0);
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}

function patternsIn(input: SchemaFact, code: Code): number {
  const lengths = Array.from(code.subschemas(input), ({ schema: { checked, keywords } }) =>
    checked ? (PATTERN[keywords.format ?? ''] ?? SHORT_PATTERN) : 0,
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}
