import type { ProviderModule } from 'mcp-provider';

export const providers = {
  acme: () => import('./acme/index.js'),
} satisfies Record<'acme', () => Promise<ProviderModule>>;
