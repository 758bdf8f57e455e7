import type { Records } from './records.js';
import { redisAt } from './redis.js';

const PREFIX = 'mcp-credentials:';

export function redisRecords(address: string): Records {
  const run = redisAt(address);
  return {
    get: (id) => run((redis) => redis.get(PREFIX + id)),
    async put(id, record) {
      await run((redis) => redis.set(PREFIX + id, record));
    },
    async delete(id) {
      await run((redis) => redis.del(PREFIX + id));
    },
  };
}
