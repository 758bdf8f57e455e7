import { createHash } from 'node:crypto';
import type { Login } from './driver.js';

/** Logins at a time; beyond that, the one that is unused for the longest time is closed. */
const MOST = 50;

/** A pool for each login. A new password is another login. */
export function pools<Pool>(open: (login: Login) => Pool, shut: (pool: Pool) => Promise<unknown>) {
  const known = new Map<string, Pool>();
  return {
    get(login: Login): Pool {
      const text = JSON.stringify([login.username, login.password]);
      const key = createHash('sha256').update(text).digest('hex');
      const pool = known.get(key) ?? open(login);
      known.delete(key);
      known.set(key, pool);
      const [oldest] = known;
      if (known.size > MOST && oldest) {
        known.delete(oldest[0]);
        void shut(oldest[1]).catch(() => {});
      }
      return pool;
    },
    async close(): Promise<void> {
      const all = [...known.values()];
      known.clear();
      await Promise.all(all.map(shut));
    },
  };
}
