import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'documents';

export const { tool, resource, notify, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  capabilities: { resources: { listChanged: true, subscribe: true } },
});
