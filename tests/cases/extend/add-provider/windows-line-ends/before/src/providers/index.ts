import type { Providers } from 'mcp-provider';

/** Every provider of this server. The key is its directory and its entry in provider-config.yaml. */
export const providers: Providers = {
  acme: () => import('./acme/index.js'),
};
