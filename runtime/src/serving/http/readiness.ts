import { credentialCheck } from '../../credentials/readiness.js';
import type { TokenVerifier } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import { withDeadline } from '../../utils/time.js';

const CHECK_MS = 3_000;
/** Anyone may request the state, so results are reused for this time. */
const VALID_MS = 5_000;

/** Returns the dependencies that are not reachable: `issuer`, `store`. Reasons are in the log only. */
export function readinessCheck(providers: readonly string[], verifier: TokenVerifier | undefined) {
  let lastCheck: { failed: Promise<string[]>; until: number } | undefined;

  async function check(): Promise<string[]> {
    const checks = [
      runCheck('issuer', async () => verifier?.ready?.()),
      ...providers.map((provider) => runCheck('store', storeCheck(provider), provider)),
    ];
    return [...new Set((await Promise.all(checks)).flat())];
  }

  return (): Promise<string[]> => {
    if (!lastCheck || lastCheck.until < performance.now()) {
      lastCheck = { failed: check(), until: performance.now() + VALID_MS };
    }
    return lastCheck.failed;
  };
}

function storeCheck(provider: string): () => Promise<void> {
  const check = credentialCheck(provider);
  return async () => {
    const { unsaved } = await check();
    if (unsaved > 0) throw new Error(`The credentials of ${unsaved} users are not stored yet`);
  };
}

async function runCheck(name: string, task: () => Promise<void>, provider?: string) {
  try {
    await withDeadline(CHECK_MS, task());
    return [];
  } catch (error) {
    log('error', `not ready: ${name}`, error, { ...(provider !== undefined && { provider }) });
    return [name];
  }
}
