import { credentialCheck } from '../../credentials/readiness.js';
import type { TokenVerifier } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import { within } from '../../utils/time.js';

const CHECK_MS = 3_000;
/** Anyone may ask: the dependencies are not asked each time. */
const VALID_MS = 5_000;

/** Names what a server needs and does not reach: `issuer`, `store`. Reasons are in the log only. */
export function readiness(providers: readonly string[], verifier: TokenVerifier | undefined) {
  let known: { failed: Promise<string[]>; until: number } | undefined;

  async function check(): Promise<string[]> {
    const checks = [
      outcome('issuer', async () => verifier?.ready?.()),
      ...providers.map((provider) => outcome('store', storeCheck(provider), provider)),
    ];
    return [...new Set((await Promise.all(checks)).flat())];
  }

  return (): Promise<string[]> => {
    if (!known || known.until < performance.now()) {
      known = { failed: check(), until: performance.now() + VALID_MS };
    }
    return known.failed;
  };
}

function storeCheck(provider: string): () => Promise<void> {
  const check = credentialCheck(provider);
  return async () => {
    const { unsaved } = await check();
    if (unsaved > 0) throw new Error(`The credentials of ${unsaved} users are not stored yet`);
  };
}

async function outcome(name: string, task: () => Promise<void>, provider?: string) {
  try {
    await within(CHECK_MS, task());
    return [];
  } catch (error) {
    log('error', `not ready: ${name}`, error, { ...(provider !== undefined && { provider }) });
    return [name];
  }
}
