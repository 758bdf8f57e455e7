import type { Principal } from '../identity/principal.js';
import { endsWithin } from '../utils/time.js';

/** A start waits no longer; the checks then end in the background. */
const WAIT_MS = 500;

/** By provider. Providers are imported before their project is known, as in tests. */
const checks = new Map<string, (principal: Principal) => Promise<void>>();

/** Runs `check` before a server of this provider starts. Where it fails, the server starts nevertheless. */
export function checkAtStart(
  provider: string,
  check: (principal: Principal) => Promise<void>,
): void {
  checks.set(provider, check);
}

/** Runs the checks of the providers that a server is about to serve to the user of this machine. */
export async function startChecks(
  providers: readonly string[],
  principal: Principal,
): Promise<void> {
  const due = providers.flatMap((provider) => checks.get(provider) ?? []);
  if (due.length === 0) return;
  const ended = Promise.allSettled(due.map((check) => check(principal)));
  await endsWithin(WAIT_MS, ended);
}
