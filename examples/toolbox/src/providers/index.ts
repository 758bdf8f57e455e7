import type { Providers } from 'mcp-provider';

/** The providers of this project. Each key is a directory and an entry in provider-config.yaml. */
export const providers: Providers = {
  toolbox: () => import('./toolbox/index.js'),
};
