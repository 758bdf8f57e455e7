import type { Providers } from 'mcp-provider/v1';

/** The providers of this project. Each key is a directory and an entry in provider-config.yaml. */
export const providers: Providers = {
  weather: () => import('./weather/index.js'),
};
