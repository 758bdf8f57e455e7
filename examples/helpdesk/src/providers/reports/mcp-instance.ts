import type { CreateServer, InitializationOptions } from '../../core/instance.js';
import { serverFactory } from '../../core/instance.js';
import { registerProvider } from '../../core/registry.js';

/** Also the name of this directory and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'reports';

/** Make this provider's tools, resources and prompts: what is made otherwise is not served. */
export const { tool, resource, prompt } = registerProvider(PROVIDER_NAME);

export function getInitializationOptions(): InitializationOptions {
  return {
    name: PROVIDER_NAME,
    title: 'Reports',
    version: '0.1.0',
    instructions: 'Figures about the help desk.',
    capabilities: {
      tools: { listChanged: false },
      resources: { listChanged: false },
      prompts: { listChanged: false },
    },
  };
}

/** A server bound to one principal; no two principals share one. */
export const createServer: CreateServer = serverFactory(PROVIDER_NAME, getInitializationOptions());
