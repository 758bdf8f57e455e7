import type { Providers } from '../core/loader.js';

/** Every provider of this server. The key is its directory and its entry in provider-config.yaml. */
export const providers: Providers = {
  tickets: () => import('./tickets/index.js'),
  articles: () => import('./articles/index.js'),
  reports: () => import('./reports/index.js'),
};
