import { defineProvider } from 'mcp-provider';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'rooms';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Rooms',
  instructions: 'Meeting rooms and their bookings.',
  configure(server) {
    // Deprecated in MCP, and so not part of the library: clients set the level of log messages.
    server.server.registerCapabilities({ logging: {} });
  },
});
