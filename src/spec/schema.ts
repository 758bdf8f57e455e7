import type { JsonSchemaObject } from '../model/json-schema.js';
import { DEFAULT_KIND, type Kind } from '../model/kind.js';
import {
  type AuthStyles,
  type Kinds,
  type KindsAndStyles,
  kindStyles,
} from '../model/kinds-and-styles.js';
import { items } from './schema/items.js';
import { schemaDefinitions } from './schema/json-schema.js';
import { record, variants } from './schema/shapes.js';
import { description, providerName, title } from './schema/texts.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const schemaLink: JsonSchemaObject = {
  type: 'string',
  description: 'The JSON Schema that editors check this file with.',
};

/**
 * Returns the JSON Schema (draft 2020-12) of a spec that describes a provider, completed by its
 * preset.
 * @param isWritten whether it is for texts that authors write and editors check, which the preset
 * completes
 */
export const specSchema = (
  { kinds, styles }: KindsAndStyles,
  isWritten = false,
): JsonSchemaObject => ({
  $schema: DIALECT,
  $id: 'urn:create-mcp-provider:provider-spec',
  title: 'Provider',
  ...schemaOfKinds(kinds, (kind) => providerSchema(kind, kinds, styles, isWritten)),
  $defs: schemaDefinitions,
});

/** Returns the published JSON Schema of a spec for `add-tool`, `add-resource` and `add-prompt`. */
export const additionsSchema = (kinds: readonly Kind[]): JsonSchemaObject => ({
  $schema: DIALECT,
  $id: 'urn:create-mcp-provider:additions-spec',
  title: 'Additions',
  ...record('Tools, resources and prompts for a provider that exists.', [], {
    $schema: schemaLink,
    ...items(kinds),
  }),
  $defs: schemaDefinitions,
});

/** Returns a schema for each value of "kind"; if it is absent, that of the default kind. */
function schemaOfKinds(kinds: Kinds, schemaOf: (kind: Kind) => JsonSchemaObject): JsonSchemaObject {
  const entries = Object.entries(kinds);
  const [[, onlyKind] = [], another] = entries;
  if (onlyKind && !another) return schemaOf(onlyKind);
  return {
    type: 'object',
    properties: { kind: kindKey(kinds) },
    allOf: entries.map(([name, kind]) => ({
      if: {
        properties: { kind: { const: name } },
        ...(name !== DEFAULT_KIND && { required: ['kind'] }),
      },
      then: schemaOf(kind),
    })),
  };
}

const kindKey = (kinds: Kinds): JsonSchemaObject => ({
  enum: Object.keys(kinds),
  description: Object.entries(kinds)
    .map(([name, { label }]) => `${name}: ${label}.`)
    .join('\n'),
  default: DEFAULT_KIND,
});

function providerSchema(
  kind: Kind,
  kinds: Kinds,
  styles: AuthStyles,
  isWritten: boolean,
): JsonSchemaObject {
  const availableStyles = Object.entries(kindStyles(kind, styles));
  const settings = kind.spec.settings.map(({ key }) => key);
  const isRelaxed = isWritten && availableStyles.some(([, style]) => style.provides);
  const schema = record(
    'A provider for create-mcp-provider: a system, its authentication, and what MCP clients can do with it.',
    ['name', ...(isRelaxed ? [] : settings), 'auth'],
    {
      $schema: schemaLink,
      name: providerName,
      kind: kindKey(kinds),
      displayName: { ...title, description: 'Display name; derived from the name by default.' },
      description: {
        ...description,
        description: 'What the provider is for, as clients tell models.',
      },
      ...Object.fromEntries(kind.spec.settings.map(({ key, schema }) => [key, schema])),
      ...kind.spec.extras,
      surface: {
        enum: ['tools', 'search'],
        description:
          'tools: "tools/list" has every tool. search: it has a few tools that find, describe and call the others.',
        default: 'tools',
      },
      view: {
        enum: ['auto'],
        description: 'Shows the results of all tools with an outputSchema to users.',
      },
      auth: variants(
        'How requests are authenticated.',
        'style',
        availableStyles.map(([style, { label }]) => `${style}: ${label}.`).join('\n'),
        Object.fromEntries(availableStyles.map(([style, { settings }]) => [style, settings])),
      ),
      ...items([kind]),
    },
  );
  if (!isRelaxed) return schema;
  const isKnown = { required: ['auth'], properties: { auth: { required: ['preset'] } } };
  return { ...schema, if: isKnown, else: { required: settings } };
}
