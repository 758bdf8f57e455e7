import type { Providers } from 'mcp-provider';
import { runServer } from 'mcp-provider/server';

const providers: Providers = {
  acme: () => import('./providers/acme/index.js'),
};

await runServer({ root: import.meta.dirname, providers });
