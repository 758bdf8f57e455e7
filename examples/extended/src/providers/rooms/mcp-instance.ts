import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'rooms';

export const { tool, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  apiOptions: {
    headers: { 'x-client': 'acme-mcp' },
    fetch: (url, init) => fetch(url, { ...init, referrerPolicy: 'no-referrer' }),
    explain: ({ status }) =>
      status === 409 ? 'The room is taken at this time. Propose another hour.' : undefined,
    limits: { timeoutMs: 5_000 },
  },
  configure(server) {
    // Deprecated in MCP, and so not part of the library: clients set the level of log messages.
    server.server.registerCapabilities({ logging: {} });
  },
});
