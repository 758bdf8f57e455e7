import type { Providers } from 'mcp-provider';

/** The providers of this project. Each key is a directory and an entry in provider-config.yaml. */
export const providers: Providers = {
  weather: () => import('./weather/index.js'),
  memory: () => import('./memory/index.js'),
  tracker: () => import('./tracker/index.js'),
};
