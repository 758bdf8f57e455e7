import { defineProvider } from 'mcp-provider/v1';
import { auth } from './api/auth.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'weather';

export const { tool, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
});
