import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';
import { demoFetch } from './api/demo-api.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'notes';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  // The API is in memory unless NOTES_BASE_URL is set, as in the tests.
  apiOptions: process.env.NOTES_BASE_URL ? {} : { fetch: demoFetch },
});
