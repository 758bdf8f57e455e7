import type { ProviderModule } from '../core/loader.js';

export const providers = {
  acme: () => import('./acme/index.js'),
} satisfies Record<'acme', () => Promise<ProviderModule>>;
