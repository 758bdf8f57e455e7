import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';
import { demoFetch } from './api/demo-api.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'notes';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  // Only the API at this address is in memory, not that of the tests.
  apiOptions: {
    fetch: (url, init) => (url.startsWith('https://notes.example/') ? demoFetch : fetch)(url, init),
  },
});
