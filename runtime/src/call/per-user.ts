import type { UserId } from '../identity/principal.js';
import type { CallContext } from './call-context.js';

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
  const valuesByUser = new Map<UserId, { value: Value; until: number }>();
  return ({ principal: { userId } }) => {
    const now = performance.now();
    const cached = valuesByUser.get(userId);
    const value = cached && cached.until > now ? cached.value : make();
    valuesByUser.delete(userId); // to the end: the first is the one who called longest ago
    valuesByUser.set(userId, { value, until: now + idleMs });
    for (const [first, { until }] of valuesByUser) {
      if (valuesByUser.size <= users && until > now) break;
      valuesByUser.delete(first);
    }
    return value;
  };
}
