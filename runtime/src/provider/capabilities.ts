import { hasCompleters } from '../call/completion.js';
import type { Registrations } from '../call/define/registrations.js';
import {
  type Capabilities,
  EVENTS_EXTENSION,
  type InitializationOptions,
  VIEWS_EXTENSION,
} from './definition.js';

/** Returns the capabilities that the registrations of a provider need. */
export function capabilitiesOf(registrations: Registrations): Capabilities {
  const { tools, resources, prompts } = registrations;
  return {
    ...(tools.size > 0 && { tools: { listChanged: false } }),
    ...(resources.size > 0 && { resources: { listChanged: false } }),
    ...(prompts.size > 0 && { prompts: { listChanged: false } }),
    ...(hasCompleters(registrations) && { completions: {} }),
  };
}

/** Declares the capability for resources of a provider whose only resources are skills. */
export const withResourceCapability = (
  options: InitializationOptions,
  { resources }: Registrations,
): InitializationOptions => ({
  ...options,
  capabilities: {
    ...options.capabilities,
    ...(resources.size > 0 && {
      resources: { listChanged: false, ...options.capabilities.resources },
    }),
  },
});

/**
 * Declares extensions. Views are resources, so they need that capability too; ChatGPT looks for
 * events among the capabilities.
 */
export const withExtensions = (
  { capabilities, ...options }: InitializationOptions,
  extensions: readonly string[],
): InitializationOptions => ({
  ...options,
  capabilities: {
    ...capabilities,
    ...(extensions.includes(VIEWS_EXTENSION) && {
      resources: { listChanged: false, ...capabilities.resources },
    }),
    ...(extensions.includes(EVENTS_EXTENSION) && { events: {} }),
    extensions: {
      ...capabilities.extensions,
      ...Object.fromEntries(extensions.map((name) => [name, {}])),
    },
  },
});
