import type { ObjectSchema } from '../model/json-schema.js';
import { withFullStop } from '../model/names.js';
import type { ProviderSpec } from '../model/spec.js';
import type { Additions } from './defaults.js';

/** A provider whose descriptions end as sentences do. */
export const providerWithFullStops = (provider: ProviderSpec): ProviderSpec => ({
  ...ended(provider),
  ...additionsWithFullStops(provider),
});

/** Additions whose descriptions end as sentences do, those of arguments and results among them. */
export const additionsWithFullStops = ({ tools, resources, prompts }: Additions): Additions => ({
  tools: tools.map(({ inputSchema, outputSchema, ...tool }) => ({
    ...ended(tool),
    inputSchema: withEndedProperties(inputSchema),
    ...(outputSchema && { outputSchema: withEndedProperties(outputSchema) }),
  })),
  resources: resources.map(ended),
  prompts: prompts.map((prompt) => ({
    ...ended(prompt),
    arguments: prompt.arguments.map(ended),
  })),
});

const withEndedProperties = (schema: ObjectSchema): ObjectSchema => ({
  ...schema,
  ...(schema.properties && {
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        typeof property === 'object' ? ended(property) : property,
      ]),
    ),
  }),
});

const ended = <T extends { description?: string }>(described: T): T =>
  described.description === undefined
    ? described
    : { ...described, description: withFullStop(described.description) };
