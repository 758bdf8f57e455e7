import { createHash } from 'node:crypto';
import type { Login } from './driver.js';
import { fairShare } from './fair-share.js';

/** Logins at a time; beyond that, the one that is unused for the longest time is closed. */
const MOST = 50;

interface Shared<Pool> {
  pool: Pool;
  share: ReturnType<typeof fairShare>;
}

/** A pool for each login, whose connections its users share. A new password is another login. */
export function pools<Pool>(
  size: number,
  open: (login: Login) => Pool,
  shut: (pool: Pool) => Promise<unknown>,
) {
  const known = new Map<string, Shared<Pool>>();
  return {
    get(login: Login): Shared<Pool> {
      const text = JSON.stringify([login.username, login.password]);
      const key = createHash('sha256').update(text).digest('hex');
      const shared = known.get(key) ?? { pool: open(login), share: fairShare(size) };
      known.delete(key);
      known.set(key, shared);
      const [oldest] = known;
      if (known.size > MOST && oldest) {
        known.delete(oldest[0]);
        void shut(oldest[1].pool).catch(() => {});
      }
      return shared;
    },
    async close(): Promise<void> {
      const all = [...known.values()];
      known.clear();
      await Promise.all(all.map(({ pool }) => shut(pool)));
    },
  };
}
