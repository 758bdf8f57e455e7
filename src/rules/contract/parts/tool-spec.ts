import { kindOf } from '../../../kinds/kind-of.js';
import type { Code, ToolDefinition } from '../../../model/code.js';
import type { ObjectSchema } from '../../../model/json-schema.js';
import type { ProviderModel } from '../../../model/project.js';
import type { SchemaFact } from '../../../model/schema.js';
import type { ToolSpec } from '../../../model/spec.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { requestOf } from './read-request.js';

/** What does not change the request of a tool or what the test of it needs. */
const KEYS = ['name', 'title', 'description', 'input', 'output', 'annotations', 'run'];

/** The tool of an API as a spec states it; undefined where its request or a schema is only known at run time. */
export function toolSpec(
  tool: ToolDefinition,
  provider: ProviderModel,
): (ToolSpec & { request: object }) | undefined {
  const { code, documents } = provider.project;
  const kind = kindOf(textAt(documents.config, 'providers', provider.name, 'kind')?.text);
  if (kind.spec.tool.key !== 'request') return undefined;
  const { input, output, object, name } = tool;
  const isPlain =
    object && !object.partial && object.properties.every(({ key }) => KEYS.includes(key));
  if (!isPlain || name.is !== 'known' || !/^\w+$/.test(name.value)) return undefined;
  const inputSchema = input && wholeSchema(input, code);
  const outputSchema = output && wholeSchema(output, code);
  const request = requestOf(tool, provider);
  if (!request || !inputSchema || (output && !outputSchema)) return undefined;
  return {
    name: name.value,
    description: '',
    inputSchema,
    ...(outputSchema && { outputSchema }),
    request,
  };
}

/** Undefined where a part of it is only known at run time. */
function wholeSchema(schema: SchemaFact, code: Code): ObjectSchema | undefined {
  for (const { schema: each } of code.subschemas(schema)) {
    const { unseen, hidden, changes, refinements, inexpressible, recursive } = each;
    const open = [...hidden, ...changes, ...refinements];
    if (unseen !== undefined || open.length > 0 || inexpressible || recursive) return undefined;
  }
  const shown = code.jsonSchema(schema);
  return shown.type === 'object' ? { ...shown, type: 'object' } : undefined;
}

/** All tools of an API, where nothing else of the provider needs a test; undefined where one cannot be read. */
export function toolSpecs(provider: ProviderModel): ToolSpec[] | undefined {
  const { tools, resources, prompts } = provider;
  const specs = tools.flatMap((tool) => toolSpec(tool, provider) ?? []);
  const isWhole = specs.length === tools.length && resources.length + prompts.length === 0;
  return isWhole ? specs : undefined;
}
