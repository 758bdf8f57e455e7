import type { AuthStyle } from '../model/auth-style.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import { schemaDefinitions } from './schema/json-schema.js';
import { items } from './schema/items.js';
import { record, variants } from './schema/shapes.js';
import { description, providerName, title } from './schema/texts.js';

/** What is in `templates/auth`, by folder name. */
export type AuthStyles = Readonly<Record<string, AuthStyle>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const schemaLink: JsonSchemaObject = {
  type: 'string',
  description: 'The JSON Schema that editors check this file with.',
};

/** The published JSON Schema (draft 2020-12) of a spec that describes a provider. */
export const specSchema = (styles: AuthStyles): JsonSchemaObject => ({
  $schema: DIALECT,
  $id: 'urn:create-mcp-provider:provider-spec',
  title: 'Provider',
  ...record(
    'A provider for create-mcp-provider: an API, how to sign in to it, and what MCP clients can do with it.',
    ['name', 'description', 'baseUrl', 'auth'],
    {
      $schema: schemaLink,
      name: providerName,
      kind: { enum: ['api'], description: 'What the provider wraps.', default: 'api' },
      displayName: {
        ...title,
        description: 'Name for people; made from the name where it is absent.',
      },
      description: { ...description, description: 'What the provider is for.' },
      baseUrl: {
        type: 'string',
        format: 'uri',
        description: 'Where the API is: https, or http on a loopback address.',
        examples: ['https://api.acme.dev/v1'],
      },
      auth: variants(
        'How the provider signs in to its API.',
        'style',
        Object.entries(styles)
          .map(([style, { label }]) => `${style}: ${label}.`)
          .join('\n'),
        Object.fromEntries(
          Object.entries(styles).map(([style, { settings }]) => [style, settings]),
        ),
      ),
      ...items,
    },
  ),
  $defs: schemaDefinitions,
});

/** The published JSON Schema of a spec for `add-tool`, `add-resource` and `add-prompt`. */
export const additionsSchema = (): JsonSchemaObject => ({
  $schema: DIALECT,
  $id: 'urn:create-mcp-provider:additions-spec',
  title: 'Additions',
  ...record('Tools, resources and prompts for a provider that exists.', [], {
    $schema: schemaLink,
    ...items,
  }),
  $defs: schemaDefinitions,
});
