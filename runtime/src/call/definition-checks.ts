import { LONGEST_NAME } from '../utils/client-limits.js';
import { invisibleIn } from '../utils/invisible.js';
import { StartError } from '../utils/start-error.js';
import { type Schema, type Subschema, subschemas } from './json-schema.js';

interface Described {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
}

/** The APIs behind clients take no other characters, and no longer names. */
const NAME = new RegExp(`^[A-Za-z0-9_-]{1,${LONGEST_NAME}}$`);

/**
 * While files are imported: it costs nothing for thousands of tools.
 * @throws StartError for a tool, resource or prompt that no client should be shown
 */
export function requireTexts(
  provider: string,
  kind: string,
  { name, title = '', description = '' }: Described,
): void {
  const wrong = (what: string) =>
    new StartError(`Provider "${provider}", ${kind} "${name}": ${what}`);
  if (kind === 'tool' && !NAME.test(name))
    throw wrong(`clients do not accept this name. Use 1 to ${LONGEST_NAME} of a-z, 0-9 and "_".`);
  if (kind === 'tool' && description.trim() === '')
    throw wrong('it has no description. Models choose tools by their descriptions.');
  requireVisible([name, title, description], wrong);
}

/** Models read such characters, and reviewers do not see them. */
function requireVisible(texts: readonly string[], wrong: (what: string) => StartError): void {
  const [hidden] = texts.flatMap(invisibleIn);
  if (hidden !== undefined)
    throw wrong(`its text contains the invisible character ${hidden}. Remove it.`);
}

/**
 * When a provider starts, where its schemas are converted anyway.
 * @throws StartError for schemas that some client or model rejects with all other tools
 */
export function requireSchemas(
  provider: string,
  tool: string,
  input: Schema,
  output: Schema | undefined,
): void {
  const wrong = (what: string) => new StartError(`Provider "${provider}", tool "${tool}": ${what}`);
  if (output && output.type !== 'object')
    throw wrong('its output schema is not an object. Wrap the result: z.object({ items: … }).');
  const headers = new Set<string>();
  for (const part of subschemas(input)) requireHeader(part, headers, wrong);
  for (const root of [input, output ?? {}])
    for (const { schema } of subschemas(root)) requireVisible(textsOf(schema), wrong);
}

/** Without patterns, in which such characters are what is forbidden. */
function textsOf({ pattern: _, properties = {}, ...shown }: Schema): string[] {
  const values = Object.values(shown).filter((value) => typeof value === 'string');
  return [...Object.keys(shown), ...values, ...Object.keys(properties as object)];
}

const HEADER = 'x-mcp-header';
/** A field name (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** An argument that clients also send in a header (SEP-2243). */
function requireHeader(
  { schema, pointer }: Subschema,
  taken: Set<string>,
  wrong: (what: string) => StartError,
): void {
  if (!(HEADER in schema)) return;
  const { [HEADER]: name, type } = schema;
  if (typeof name !== 'string' || !TOKEN.test(name))
    throw wrong(`"${HEADER}" of an argument is not a valid header name.`);
  if (taken.has(name.toLowerCase())) throw wrong(`two arguments use the header "${name}".`);
  taken.add(name.toLowerCase());
  if (!/^#(\/properties\/[^/]+)+$/.test(pointer))
    throw wrong(`the header "${name}" is on a value in an array or a union.`);
  if (!['string', 'integer', 'boolean'].includes(String(type)))
    throw wrong(`the argument for the header "${name}" is not a string, integer or boolean.`);
}
