import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'board';

export const { tool, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  apiOptions: { success: 'data.*.success' },
});
