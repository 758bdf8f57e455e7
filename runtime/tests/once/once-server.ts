import * as z from 'zod';
import { defineProvider, tool } from '../../src/index.js';
import { serve } from '../../src/server.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';

/** A server whose tool reads from the API at `API`, and then writes; the API knows who sends. */
const pay = tool({
  name: 'pay',
  description: 'Pays.',
  input: z.object({ key: z.string() }),
  once: '10m',
  async run({ key }, { api }) {
    const headers = { 'x-process': process.pid };
    await api({ method: 'GET', path: '/account', query: { key }, headers });
    await api({ method: 'POST', path: '/pay', query: { key }, headers });
    return 'Paid.';
  },
});

const bank = defineProvider({
  name: 'bank',
  version: '1.0.0',
  baseUrl: String(process.env.API),
  tools: [pay],
});
await serve(bank, { transport: 'http', port: 0, stores: [redisStore(), postgresStore()] });
