import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'documents';

export const { tool, resource, prompt, notify, createServer, getInitializationOptions } =
  defineProvider({
    name: PROVIDER_NAME,
    title: 'Documents',
    instructions: 'Documents of each user.',
    capabilities: { resources: { listChanged: true, subscribe: true } },
  });
