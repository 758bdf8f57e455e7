import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'articles';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Articles',
  version: '0.1.0',
  instructions: 'Articles of the knowledge base.',
});
