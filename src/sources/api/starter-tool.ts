import type { ApiTool, PaginationSpec } from '../../kinds/api/spec.js';
import { SAMPLE } from '../../model/component.js';
import type { OrderedFlag } from '../../model/command.js';
import type { JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { moreItems } from '../../model/spec.js';
import type { StarterTool } from '../../model/preset.js';
import { describedTool } from '../../spec/flags/draft.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';

/** How many items a list has; as many pages are read as it takes. */
const LIMIT = 'limit:integer(1..1000)=30 How many at most.';

/** The spec of a tool. */
export function starterTool(starter: StarterTool): ApiTool {
  const { tool, request, params = [], response, accept, graphql, reads, answer, list } = starter;
  const { pages } = list ?? {};
  const { draft } = readFlags(
    [
      ['--tool', tool],
      ['--request', request],
      ...[...params, ...(pages ? [LIMIT] : [])].map((param): OrderedFlag => ['--param', param]),
      ...(response === undefined ? [] : [['--response', response] as const]),
      ...(reads ? [['--annotation', 'readOnlyHint=true'] as const] : []),
    ],
    catalog,
  );
  const [read]: ApiTool[] = draft.tools.map(describedTool);
  if (!read?.request) throw new Error(`"${tool}" is not a tool`);
  const item = answer === undefined ? undefined : schemaOf(answer);
  return {
    ...read,
    ...(list && item && { outputSchema: listSchema(list.key, item, pages !== undefined) }),
    ...(!list && item && { outputSchema: item as ObjectSchema }),
    request: {
      ...read.request,
      ...(graphql !== undefined && { graphql }),
      ...(accept !== undefined && { response: { ...read.request.response, contentType: accept } }),
      ...(list && { resultKey: list.key }),
      // What is wrong with it is found with the provider.
      ...(pages && { pagination: { ...pages, limit: 'limit' } as PaginationSpec }),
    },
  };
}

const listSchema = (key: string, items: JsonSchemaObject, inPages: boolean): ObjectSchema => ({
  type: 'object',
  properties: { [key]: { type: 'array', items }, ...(inPages && { truncated: moreItems }) },
  required: [key],
});

/** What an example of an answer says of others: see `StarterTool.answer`. */
function schemaOf(value: unknown): JsonSchemaObject {
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
  if (!isRecord(value)) return { type: typeOf(value), [SAMPLE]: { examples: [value] } };
  const members = Object.entries(value).filter(([key]) => key !== OTHERS);
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(([key, each]) => [
        nameOf(key),
        isOptional(key) ? orNull(schemaOf(each)) : schemaOf(each),
      ]),
    ),
    required: members.map(([key]) => key).filter((key) => !isOptional(key)),
    ...(OTHERS in value && { additionalProperties: true }),
  };
}

const OTHERS = '...';
const isOptional = (key: string) => key.endsWith('?');
const nameOf = (key: string) => key.replace(/\?$/, '');

const orNull = ({ type, ...schema }: JsonSchemaObject): JsonSchemaObject => ({
  ...schema,
  type: [type, 'null'].flat() as JsonSchemaObject['type'] & object,
});

function typeOf(value: unknown): 'integer' | 'number' | 'boolean' | 'string' {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}
