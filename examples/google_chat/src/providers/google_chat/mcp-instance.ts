import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'google_chat';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Google Chat',
  instructions: 'Spaces and messages of Google Chat, as the signed-in user.',
});
