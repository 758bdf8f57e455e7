import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Kind } from '../../model/kind.js';
import { toolOptions } from '../../model/tool-options.js';
import { inputSchema, outputSchema } from './json-schema.js';
import { list, record } from './shapes.js';
import { argumentName, description, itemName, title } from './texts.js';

const boolean = (text: string): JsonSchemaObject => ({ type: 'boolean', description: text });

const annotations = record('Hints for clients.', [], {
  title: { ...title, description: 'Display name, for clients of before 2025-06-18.' },
  readOnlyHint: boolean('Changes nothing.'),
  destructiveHint: boolean('May delete or overwrite.'),
  idempotentHint: boolean('A second call with the same arguments changes nothing more.'),
  openWorldHint: boolean('Reaches systems other than this provider.'),
});

const tool: Record<string, JsonSchemaObject> = {
  name: {
    ...itemName,
    description: 'Name in MCP, best in snake_case.',
    examples: ['send_message'],
  },
  title,
  description: { ...description, description: 'What it does, for the model.' },
  inputSchema,
  outputSchema,
  annotations,
  confirm: {
    ...title,
    description:
      'Question to the user before it runs; {name} stands for a required argument, {name|any} for an optional one. Clients that cannot ask cannot call the tool.',
    examples: ['Delete room {room_id}?'],
  },
  keywords: {
    ...list('More words that find it if "surface" is "search".', {
      ...title,
      maxLength: 50,
    }),
    minItems: 1,
    maxItems: 20,
  },
  ...Object.fromEntries(Object.entries(toolOptions).map(([key, { schema }]) => [key, schema])),
  sample: {
    type: 'object',
    description: 'Arguments of its call in the tests. Those that are missing are made up.',
    examples: [{ city: 'Berlin' }],
  },
};

const resource: Record<string, JsonSchemaObject> = {
  name: { ...itemName, description: 'Name in MCP.' },
  title,
  description,
  uri: {
    type: 'string',
    description: 'Fixed, or a template with {name} in it (RFC 6570, level 1).',
    examples: ['acme://rooms/{room_id}'],
  },
  mimeType: {
    type: 'string',
    pattern: '^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9-]+=[^\\s;]+)*$',
    patternErrorMessage: 'must be a media type, such as "application/json"',
    maxLength: 200,
  },
};

const prompts = list(
  'Messages that users can start from.',
  record('A prompt.', ['name', 'text'], {
    name: { ...itemName, description: 'Name in MCP.' },
    title,
    description,
    arguments: {
      type: 'array',
      items: record('An argument.', ['name'], {
        name: argumentName,
        description,
        required: { type: 'boolean' },
      }),
      maxItems: 100,
    },
    text: { ...description, description: 'The message; {name} stands for an argument.' },
  }),
);

/** Returns the schemas of tools, resources and prompts for providers of these kinds. */
export const items = (kinds: readonly Kind[]) => ({
  tools: list(
    'Tool definitions as "tools/list" returns them, with their bindings.',
    record('A tool.', ['name', 'description', 'inputSchema'], {
      ...tool,
      ...bindings(kinds.map(({ spec }) => spec.tool)),
    }),
  ),
  resources: list(
    'What clients can read.',
    record('A resource, or a template of resources.', ['name', 'uri', 'mimeType'], {
      ...resource,
      ...bindings(kinds.map(({ spec }) => spec.resource)),
    }),
  ),
  prompts,
});

const bindings = (
  allBindings: readonly ({ key: string; schema: JsonSchemaObject } | undefined)[],
) =>
  Object.fromEntries(
    allBindings.flatMap((binding) => (binding ? [[binding.key, binding.schema] as const] : [])),
  );
