import * as z from 'zod';
import { defineProvider, tool } from '../../src/index.js';
import { bullmqQueue } from '../../src/queues/bullmq.js';
import { serve } from '../../src/server.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';

/** A server whose tool reports payments in shops. */
const pay = tool({
  name: 'pay',
  description: 'Pays an order.',
  input: z.object({ shop: z.string(), order: z.number() }),
  run: async (data) => {
    await paid.emit({ id: `evt_${data.order}`, data });
    return 'Paid.';
  },
});

const shop = defineProvider({ name: 'shop', version: '1.0.0', tools: [pay] });
const paid = shop.event({
  name: 'order.paid',
  description: 'An order was paid.',
  input: z.object({ shop: z.string() }),
  payload: z.object({ shop: z.string(), order: z.number() }),
  owner: 'anyone',
});
const stores = [redisStore(), postgresStore()];
const queue = process.env.QUEUE === 'bullmq' ? bullmqQueue() : undefined;
await serve(shop, { transport: 'http', port: 0, stores, ...(queue && { queue }) });
