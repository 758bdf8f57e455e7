import { exactJsonText } from '../../utils/exact-json.js';
import { isObject } from '../../utils/is-object.js';
import { onlyItem } from '../../utils/only-item.js';
import { mostSimilar } from '../../utils/similar.js';
import { StartError } from '../../utils/start-error.js';
import type { FieldChoice, ProtocolResult } from '../define/definitions.js';
import type { ListedTool } from '../lists/lists.js';
import { textBlock } from '../result/content.js';
import { ToolError } from '../result/tool-error.js';
import type { JsonSchemaObject } from './json-schema.js';

const ARGUMENT = 'fields';
const ARGUMENT_SCHEMA = {
  type: 'array',
  items: { type: 'string' },
  description: 'Names of the fields to return; all by default',
};

/** States whether a list is whole, so no choice takes it away. */
const COMPLETENESS = 'truncated';

/** The place of the fields: the items of a list, or the result itself. */
interface Place {
  list: string | undefined;
  fields: JsonSchemaObject;
}

/**
 * Lets callers of a reading tool choose the fields of its result: those of the items of its only list, or its own. In the list
 * of tools, these fields are optional, so that each result matches the output schema.
 * @example tool({ name: 'list_issues', output: z.object({ issues: z.array(Issue) }), fields: itemFields(), … })
 */
export const itemFields = (): FieldChoice => ({
  listed(tool) {
    const { name, annotations, inputSchema, outputSchema } = tool;
    const { properties = {} } = inputSchema;
    if (annotations?.readOnlyHint !== true)
      throw new StartError(`Tool "${name}": "fields" is for tools with "readOnlyHint".`);
    if (Object.hasOwn(properties as object, ARGUMENT))
      throw new StartError(`Tool "${name}" has an argument "fields" of its own.`);
    const place = placeIn(tool);
    return {
      ...tool,
      inputSchema: {
        ...inputSchema,
        properties: { ...(properties as object), [ARGUMENT]: ARGUMENT_SCHEMA },
      },
      outputSchema: withOptionalFields(outputSchema ?? {}, place),
    };
  },

  choose(tool, args) {
    if (!isObject(args) || !Object.hasOwn(args, ARGUMENT))
      return { args, select: (result) => result };
    const { [ARGUMENT]: choice, ...ownArgs } = args;
    if (choice === null || choice === undefined)
      return { args: ownArgs, select: (result) => result };
    const place = placeIn(tool());
    const names = checkNames(choice, Object.keys(place.fields));
    return { args: ownArgs, select: (result) => withFields(result, place.list, names) };
  },
});

/** @throws StartError if the output schema has no fields, or several lists */
function placeIn({ name, outputSchema = {} }: ListedTool): Place {
  const properties = propertiesOf(outputSchema, outputSchema);
  const lists = Object.entries(properties).flatMap(([list, schema]) => {
    const itemSchemas = alternatives(schema, outputSchema).flatMap(({ items }) => items ?? []);
    const fields = propertiesOf({ anyOf: itemSchemas }, outputSchema);
    return Object.keys(fields).length > 0 ? [{ list, fields }] : [];
  });
  const [list] = lists;
  if (lists.length > 1)
    throw new StartError(`Tool "${name}": "fields" needs an output with one list, not several.`);
  if (list) return list;
  if (Object.keys(properties).length === 0)
    throw new StartError(`Tool "${name}": "fields" needs an "output" with properties.`);
  return { list: undefined, fields: properties };
}

const targetOf = (schema: unknown, root: JsonSchemaObject): JsonSchemaObject => {
  if (!isObject(schema)) return {};
  const [, name = ''] = /^#\/\$defs\/(.+)$/.exec(String(schema.$ref)) ?? [];
  const { [name]: definition } = (root.$defs ?? {}) as Record<string, unknown>;
  return isObject(definition) ? definition : schema;
};

/** Returns the schemas of which a value matches one, such as that of a list and that of null. */
function alternatives(schema: unknown, root: JsonSchemaObject): JsonSchemaObject[] {
  const { anyOf, oneOf, ...whole } = targetOf(schema, root);
  const parts = anyOf ?? oneOf;
  return Array.isArray(parts) ? parts.flatMap((part) => alternatives(part, root)) : [whole];
}

const propertiesOf = (schema: unknown, root: JsonSchemaObject): JsonSchemaObject =>
  Object.fromEntries(
    alternatives(schema, root).flatMap(({ properties }) =>
      isObject(properties) ? Object.entries(properties) : [],
    ),
  );

/** Returns the output schema of all results, whichever fields they have. */
function withOptionalFields(schema: JsonSchemaObject, { list }: Place): JsonSchemaObject {
  const { $defs } = schema;
  const withoutRequired = ({
    required,
    minProperties: _minimum,
    dependentRequired: _dependent,
    ...part
  }: JsonSchemaObject) =>
    isObject(part.properties) && Array.isArray(required) && required.includes(COMPLETENESS)
      ? { ...part, required: [COMPLETENESS] }
      : part;
  const withOptionalItems = (part: JsonSchemaObject) =>
    part.items === undefined
      ? part
      : { ...part, items: mapAlternatives(part.items, schema, withoutRequired) };
  const withOptionalList = (part: JsonSchemaObject) => {
    const { properties } = part;
    if (list === undefined || !isObject(properties) || !Object.hasOwn(properties, list))
      return part;
    const listSchema = mapAlternatives(properties[list], schema, withOptionalItems);
    return { ...part, properties: { ...properties, [list]: listSchema } };
  };
  const change = list === undefined ? withoutRequired : withOptionalList;
  return { ...mapAlternatives(schema, schema, change), ...($defs !== undefined && { $defs }) };
}

/** Changes each alternative. Values can match several of those without required fields, so "oneOf" becomes "anyOf". */
function mapAlternatives(
  schema: unknown,
  root: JsonSchemaObject,
  change: (part: JsonSchemaObject) => JsonSchemaObject,
): JsonSchemaObject {
  const resultTarget = targetOf(schema, root);
  const { anyOf, oneOf, ...others } = resultTarget;
  const parts = anyOf ?? oneOf;
  return Array.isArray(parts)
    ? { ...others, anyOf: parts.map((part) => mapAlternatives(part, root, change)) }
    : change(resultTarget);
}

function checkNames(choice: unknown, names: readonly string[]): string[] {
  const isList = Array.isArray(choice) && choice.every((name) => typeof name === 'string');
  if (!isList || choice.length === 0)
    throw new ToolError('Invalid arguments: "fields" must be a list of at least one name.');
  const unknown = choice.filter((name) => !names.includes(name));
  if (unknown.length === 0) return choice;
  const texts = unknown.slice(0, 5).map((name) => {
    const similar = mostSimilar(name, names);
    return `"${name.slice(0, 100)}"${similar === undefined ? '' : ` (did you mean "${similar}"?)`}`;
  });
  throw new ToolError(
    `Invalid arguments: unknown fields ${texts.join(', ')}. The result has: ${names.join(', ')}.`,
  );
}

/** Returns a result with some fields. Blocks that the tool itself has made stay as they are. */
function withFields(
  result: ProtocolResult,
  list: string | undefined,
  names: readonly string[],
): ProtocolResult {
  const { structuredContent: whole, content } = result;
  if (!isObject(whole)) return result;
  const pick = (value: unknown): unknown =>
    isObject(value)
      ? Object.fromEntries(
          Object.entries(value).filter(([name]) => names.includes(name) || name === COMPLETENESS),
        )
      : value;
  const { [list ?? '']: items } = whole;
  const part = list === undefined ? pick(whole) : { ...whole, ...(Array.isArray(items) && { [list]: items.map(pick) }) }; // prettier-ignore
  const block = onlyItem(content as { text?: string }[]);
  const isOwnText = block?.text === exactJsonText(whole);
  return { ...result, structuredContent: part, ...(isOwnText && { content: [textBlock(exactJsonText(part))] }) }; // prettier-ignore
}
