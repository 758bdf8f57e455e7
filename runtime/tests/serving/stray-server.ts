import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { defineProvider, log } from '../../src/index.js';
import type { ProviderModule } from '../../src/provider/loader.js';
import { runServer } from '../../src/server.js';

function fail(): never {
  throw new SyntaxError('secret');
}

/** A project whose tools fail outside of their calls; "calm" has a tool that takes a second. */
function provider(name: string): () => Promise<ProviderModule> {
  const defined = defineProvider({ name, version: '1.0.0' });
  const input = z.object({});
  const later: Record<string, () => void> = {
    timer: () => void setTimeout(() => fail(), 10),
    late: () => void sleep(10).then(() => fail()),
    warn: () => process.emitWarning('Careful.'),
  };
  for (const [kind, start] of Object.entries(later))
    defined.tool({
      name: kind,
      description: 'Fails later.',
      input,
      async run() {
        start();
        return 'done';
      },
    });
  defined.tool({
    name: 'slow',
    description: 'Takes a second.',
    input,
    run: () => sleep(1_000, 'slow but done'),
  });
  defined.tool({
    name: 'deaf',
    description: 'Takes a minute, whatever happens.',
    input,
    run: () => sleep(60_000, 'too late'),
  });
  return async () => ({
    mcpInstance: { PROVIDER_NAME: name, ...defined },
    serverAuth: { runAuthServer: () => Promise.reject(new Error('There is no sign-in.')) },
    apiAuth: { getCredentials: async () => ({}), saveCredentials: async () => {} },
  });
}

/** What an author's code can leave. */
setInterval(() => {}, 1_000);

const providers = { wild: provider('wild'), calm: provider('calm') };
await runServer({
  root: process.env.STRAY_ROOT ?? '',
  providers,
  sessions: true,
  onStop: () => sleep(100).then(() => log('info', 'spans are sent')),
});
