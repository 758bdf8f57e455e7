import type { JsonSchemaObject } from './json-schema.js';

/** Most characters of a large tool's arguments in `tools/list`: about 2,000 tokens. */
const MAX_LISTED_CHARACTERS = 8_000;
const MAX_DEPTH = 5;

/** Returns whether arguments have more than about 10,000 tokens, which would be part of every conversation. */
export const isLargeSchema = (inputSchema: object): boolean =>
  JSON.stringify(inputSchema).length > 40_000;

/** Name of the tool that returns the complete arguments of a provider's large tools. */
export const DESCRIBER = 'describe_tool';

/** The description of the tool that describes others. */
export const DESCRIBER_DESCRIPTION =
  'The complete arguments of a tool that is listed without their deep levels.';

/** Sentence in the descriptions of large tools. */
export const HAS_DEEP_LEVELS = `${DESCRIBER} has the deep levels of its arguments.`;

/** Returns the schema of arguments, with as many levels as fit into a list of tools. */
export function firstLevels(schema: JsonSchemaObject): JsonSchemaObject {
  let reducedSchema = cutBelow(1, schema, schema);
  // Depth increases from 1, because recursive references never end.
  for (let depth = 2; depth <= MAX_DEPTH; depth++) {
    const deeper = cutBelow(depth, schema, schema);
    if (JSON.stringify(deeper).length > MAX_LISTED_CHARACTERS) break;
    reducedSchema = deeper;
  }
  return reducedSchema;
}

const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const SINGLE = ['items', 'additionalProperties'];

/** Cuts a schema below a depth. Objects, lists, branches and references count as levels. */
function cutBelow(
  depth: number,
  schema: JsonSchemaObject,
  root: JsonSchemaObject,
): JsonSchemaObject {
  const { $ref, ...ownKeywords } = schema;
  if (typeof $ref === 'string') {
    const definitions = (root.$defs ?? {}) as Record<string, JsonSchemaObject>;
    const target = definitions[$ref.replace('#/$defs/', '')] ?? {};
    return cutBelow(depth, { ...target, ...ownKeywords }, root);
  }
  const isNested = ['properties', ...LISTS, ...SINGLE].some(
    (key) => typeof ownKeywords[key] === 'object',
  );
  if (!isNested) return ownKeywords;
  if (depth === 0) return typeOf(ownKeywords);
  const cutPart = (value: unknown) => cutBelow(depth - 1, value as JsonSchemaObject, root);
  const members = Object.entries(ownKeywords).filter(([key]) => key !== '$defs');
  return Object.fromEntries(
    members.map(([key, value]) => {
      if (key === 'properties')
        return [key, mapSchemas(value as Record<string, JsonSchemaObject>, cutPart)];
      if (LISTS.includes(key)) return [key, (value as JsonSchemaObject[]).map(cutPart)];
      return [key, SINGLE.includes(key) && typeof value === 'object' ? cutPart(value) : value];
    }),
  );
}

const mapSchemas = (
  schemas: Readonly<Record<string, JsonSchemaObject>>,
  below: (subschema: JsonSchemaObject) => JsonSchemaObject,
) =>
  Object.fromEntries(Object.entries(schemas).map(([name, subschema]) => [name, below(subschema)]));

/** Returns the type of a cut schema. An array keeps a schema of its items, because clients reject it otherwise. */
const typeOf = ({ type, description }: JsonSchemaObject): JsonSchemaObject => ({
  ...(type !== undefined && { type }),
  ...([type].flat().includes('array') && { items: {} }),
  ...(description !== undefined && { description }),
});
