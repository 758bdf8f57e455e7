import type { CallContext } from './call-context.js';
import type { UserId } from '../identity/principal.js';

/** How long, and for how many users, values are kept. */
export interface PerUserOptions {
  /** Those who called last are kept. */
  users?: number;
  /** Without a call for so long, the value is forgotten. */
  idleMs?: number;
}

/**
 * One value for each user: what a provider remembers of its callers, such as a cache.
 * @example
 * const rooms = perUser(() => new Map<string, Room>());
 * const known = rooms(context).get(id);
 */
export function perUser<Value>(
  make: () => Value,
  { users = 1_000, idleMs = 600_000 }: PerUserOptions = {},
): (context: Pick<CallContext, 'principal'>) => Value {
  const kept = new Map<UserId, { value: Value; until: number }>();
  return ({ principal: { userId } }) => {
    const now = performance.now();
    const known = kept.get(userId);
    const value = known && known.until > now ? known.value : make();
    kept.delete(userId); // to the end: the first is the one who called longest ago
    kept.set(userId, { value, until: now + idleMs });
    for (const [first, { until }] of kept) {
      if (kept.size <= users && until > now) break;
      kept.delete(first);
    }
    return value;
  };
}
