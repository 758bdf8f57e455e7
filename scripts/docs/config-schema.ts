import * as z from 'zod';
import { ENTRY_SCHEMAS, PROJECT_VIEW } from '../../runtime/src/project/config-file.js';

export const CONFIG_SCHEMA = 'runtime/provider-config.schema.json';

/** `runtime/provider-config.schema.json`: what the runtime checks in provider-config.yaml when it starts. */
export function configSchema(): string {
  const kinds = Object.keys(ENTRY_SCHEMAS);
  const branches = kinds.map((kind) => ({
    if: kind === 'api' ? { properties: { kind: { const: kind } } } : isOfKind(kind),
    then: { $ref: `#/$defs/${kind}` },
  }));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'provider-config.yaml',
    type: 'object',
    required: ['providers'],
    properties: {
      providers: { type: 'object', additionalProperties: { $ref: '#/$defs/entry' } },
      view: shown(PROJECT_VIEW()),
    },
    additionalProperties: false,
    $defs: {
      entry: {
        type: 'object',
        properties: { kind: { enum: kinds } },
        allOf: branches,
      },
      ...Object.fromEntries(
        Object.entries(ENTRY_SCHEMAS).map(([kind, entry]) => [kind, shown(entry())]),
      ),
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const isOfKind = (kind: string) => ({ required: ['kind'], properties: { kind: { const: kind } } });

function shown(entry: z.ZodType) {
  const schema = z.toJSONSchema(entry);
  delete schema.$schema;
  return schema;
}
