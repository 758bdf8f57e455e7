import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'toolbox';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Toolbox',
  instructions: 'A calculation, measurements of each user, and a local program.',
});
