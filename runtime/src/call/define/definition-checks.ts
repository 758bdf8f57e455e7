import { MAX_NAME_LENGTH } from '../../utils/client-limits.js';
import { invisibleIn } from '../../utils/invisible.js';
import { StartError } from '../../utils/start-error.js';
import { type JsonSchemaObject, type Subschema, subschemas } from '../schema/json-schema.js';

interface TextMetadata {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
}

/**
 * Checks that a definition has its code, which TypeScript requires but JavaScript does not.
 * @param provider undefined where the definition does not know it yet
 * @throws StartError
 */
export function requireFunction(
  kind: string,
  { name }: TextMetadata,
  member: string,
  code: unknown,
  provider?: string,
): void {
  if (typeof code === 'function') return;
  const subject = provider === undefined ? 'The' : `Provider "${provider}",`;
  throw new StartError(
    `${subject} ${kind} "${name}": it has no function "${member}". Add the code of the ${kind} as "${member}".`,
  );
}

/** Tool names that the APIs behind MCP clients accept. */
const NAME = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_NAME_LENGTH}}$`);

/**
 * Checks a name and its texts during import, if this is cheap even for thousands of tools.
 * @throws StartError for a tool, resource or prompt that no client should see
 */
export function requireTexts(
  provider: string,
  kind: string,
  { name, title = '', description = '' }: TextMetadata,
): void {
  const errorOf = (problem: string) =>
    new StartError(`Provider "${provider}", ${kind} "${name}": ${problem}`);
  if (kind === 'tool' && !NAME.test(name))
    throw errorOf(
      `clients do not accept this name. Use 1 to ${MAX_NAME_LENGTH} of a-z, 0-9 and "_".`,
    );
  if (kind === 'tool' && description.trim() === '')
    throw errorOf('it has no description. Models choose tools by their descriptions.');
  requireVisible([name, title, description], errorOf);
}

/** Rejects invisible characters: models read them, but reviewers do not see them. */
function requireVisible(texts: readonly string[], errorOf: (problem: string) => StartError): void {
  const [hiddenCharacter] = texts.flatMap(invisibleIn);
  if (hiddenCharacter !== undefined)
    throw errorOf(`its text contains the invisible character ${hiddenCharacter}. Remove it.`);
}

/**
 * Checks schemas at the start of a provider, which converts them anyway.
 * @throws StartError for schemas because of which a client or model rejects all tools
 */
export function requireSchemas(
  provider: string,
  tool: string,
  input: JsonSchemaObject,
  output: JsonSchemaObject | undefined,
): void {
  const errorOf = (problem: string) =>
    new StartError(`Provider "${provider}", tool "${tool}": ${problem}`);
  if (output && output.type !== 'object')
    throw errorOf('its output schema is not an object. Wrap the result: z.object({ items: … }).');
  const headers = new Set<string>();
  for (const part of subschemas(input)) requireHeader(part, headers, errorOf);
  for (const root of [input, output ?? {}])
    for (const { schema } of subschemas(root)) requireVisible(textsOf(schema), errorOf);
}

/** Returns the texts of a schema except patterns, which may exclude invisible characters by naming them. */
function textsOf({ pattern: _, properties = {}, ...visibleKeywords }: JsonSchemaObject): string[] {
  const values = Object.values(visibleKeywords).filter((value) => typeof value === 'string');
  return [...Object.keys(visibleKeywords), ...values, ...Object.keys(properties as object)];
}

const HEADER = 'x-mcp-header';
/** Field name (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Checks an argument that clients also send in a header (SEP-2243). */
function requireHeader(
  { schema, pointer }: Subschema,
  usedHeaders: Set<string>,
  errorOf: (problem: string) => StartError,
): void {
  if (!(HEADER in schema)) return;
  const { [HEADER]: name, type } = schema;
  if (typeof name !== 'string' || !TOKEN.test(name))
    throw errorOf(`"${HEADER}" of an argument is not a valid header name.`);
  if (usedHeaders.has(name.toLowerCase())) throw errorOf(`two arguments use the header "${name}".`);
  usedHeaders.add(name.toLowerCase());
  if (!/^#(\/properties\/[^/]+)+$/.test(pointer))
    throw errorOf(`the header "${name}" is on a value in an array or a union.`);
  if (!['string', 'integer', 'boolean'].includes(String(type)))
    throw errorOf(`the argument for the header "${name}" is not a string, integer or boolean.`);
}
