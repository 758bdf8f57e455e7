import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'rooms';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Rooms',
  instructions: 'Meeting rooms of our buildings and their bookings.',
});
