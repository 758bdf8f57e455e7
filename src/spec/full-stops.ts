import type { ObjectSchema } from '../model/json-schema.js';
import { withFullStop } from '../model/names.js';
import type { ProviderSpec } from '../model/spec.js';
import type { Additions } from './defaults.js';

/** Returns a provider whose descriptions end with full stops. */
export const providerWithFullStops = (provider: ProviderSpec): ProviderSpec => ({
  ...withEndedDescription(provider),
  ...additionsWithFullStops(provider),
});

/** Returns additions whose descriptions end with full stops, including those of arguments and results. */
export const additionsWithFullStops = ({ tools, resources, prompts }: Additions): Additions => ({
  tools: tools.map(({ inputSchema, outputSchema, ...tool }) => ({
    ...withEndedDescription(tool),
    inputSchema: withEndedProperties(inputSchema),
    ...(outputSchema && { outputSchema: withEndedProperties(outputSchema) }),
  })),
  resources: resources.map(withEndedDescription),
  prompts: prompts.map((prompt) => ({
    ...withEndedDescription(prompt),
    arguments: prompt.arguments.map(withEndedDescription),
  })),
});

const withEndedProperties = (schema: ObjectSchema): ObjectSchema => ({
  ...schema,
  ...(schema.properties && {
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        typeof property === 'object' ? withEndedDescription(property) : property,
      ]),
    ),
  }),
});

const withEndedDescription = <T extends { description?: string }>(part: T): T =>
  part.description === undefined ? part : { ...part, description: withFullStop(part.description) };
