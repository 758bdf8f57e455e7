import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'chat';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Acme Chat',
  version: '0.1.0',
  instructions:
    'Rooms and messages of Acme Chat, to read, search and write in the name of the person who asks.',
});
