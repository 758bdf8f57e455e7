import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import type { ApiProvider, ApiTool } from '../../src/kinds/api/spec.js';

/** A spec that no rule says anything about: what its author has to decide is decided. */
export function tamed(wild: ApiProvider): ApiProvider {
  const spec = seen(wild);
  return {
    ...spec,
    description: shortened(spec.description),
    tools: spec.tools.map(tamedTool),
    resources: spec.resources.map((resource) => ({ request: { path: '/things' }, ...resource })),
  };
}

/** Without invisible characters. */
const seen = (spec: ApiProvider) =>
  JSON.parse(
    JSON.stringify(spec).replace(/\p{Default_Ignorable_Code_Point}/gu, 'x'),
  ) as ApiProvider;

/** Claude Code cuts what is longer. */
const shortened = (text: string) => Array.from(text).slice(0, 500).join('');

function tamedTool(tool: ApiTool, index: number): ApiTool {
  const { description, inputSchema, outputSchema, request, ...rest } = tool;
  const called = request ?? { method: 'POST' as const, path: '/things' };
  return {
    ...rest,
    // Clients write other names their own way.
    name: `tool_${index}`,
    description: shortened(description),
    inputSchema: described(inputSchema),
    ...(outputSchema && { outputSchema }),
    annotations:
      called.method === 'GET' || called.method === 'HEAD'
        ? { readOnlyHint: true }
        : { destructiveHint: true },
    request: called,
  };
}

/** Arguments with a description, and of a kind that every client takes. */
function described(schema: ObjectSchema): ObjectSchema {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, own]): [string, JsonSchema] => [
      name,
      isPlain(own)
        ? { description: 'What it is.', ...own }
        : { type: 'string', description: 'What it is.' },
    ],
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** No union, no constant, no nested object: some client refuses or rewrites each of them. */
function isPlain(schema: unknown): schema is JsonSchemaObject {
  if (typeof schema !== 'object' || schema === null || !('type' in schema)) return false;
  const { type } = schema;
  if (type === 'array') return 'items' in schema && isPlain(schema.items);
  return typeof type === 'string' && /^(string|integer|number|boolean)$/.test(type);
}
