import type { UserId } from '../identity/principal.js';
import type { CallContext } from './call-context.js';

/** Limits of the stored values. */
export interface PerUserOptions {
  /** Most users; the value of the least recent caller is removed first. */
  users?: number;
  /** Milliseconds without a call after which a value is removed. */
  idleMs?: number;
}

/**
 * Stores one value for each user, such as a cache of a provider.
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
    valuesByUser.delete(userId); // moves to the end; the first is the least recent caller
    valuesByUser.set(userId, { value, until: now + idleMs });
    for (const [oldestUser, { until }] of valuesByUser) {
      if (valuesByUser.size <= users && until > now) break;
      valuesByUser.delete(oldestUser);
    }
    return value;
  };
}
