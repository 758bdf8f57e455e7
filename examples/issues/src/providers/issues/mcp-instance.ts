import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';

/** Equals the directory name and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'issues';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
  apiOptions: { headers: { 'X-GitHub-Api-Version': '2022-11-28' } },
});
