import { existsSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { defineProvider, type Middleware, tool } from '../../src/index.js';
import { bullmqQueue } from '../../src/queues/bullmq.js';
import { serve } from '../../src/server.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';

/** A server whose tool and whose API report payments in shops. */
const pay = tool({
  name: 'pay',
  description: 'Pays an order.',
  input: z.object({ shop: z.string(), order: z.number() }),
  run: async (data) => {
    await paid.emit({ id: `evt_${data.order}`, data });
    return 'Paid.';
  },
});

const { KILLED_FILE = '' } = process.env;

/** Kills the first server that has stored what a webhook reports, before it responds. */
const killOnce: Middleware = async ({ step }, next) => {
  const result = await next();
  if (step === 'receive' && KILLED_FILE !== '' && !existsSync(KILLED_FILE)) {
    writeFileSync(KILLED_FILE, '');
    process.kill(process.pid, 'SIGKILL');
  }
  return result;
};

const Payment = z.object({ shop: z.string(), order: z.number() });
const shop = defineProvider({ name: 'shop', version: '1.0.0', tools: [pay], use: [killOnce] });
const paid = shop.event({
  name: 'order.paid',
  description: 'An order was paid.',
  input: z.object({ shop: z.string() }),
  payload: Payment,
  owner: 'anyone',
  webhook: {
    path: 'payments',
    signature: 'github',
    secret: 'HOOK_SECRET',
    read(body) {
      const data = Payment.parse(body);
      return [{ id: `evt_${data.order}`, data }];
    },
  },
});
const stores = [redisStore(), postgresStore()];
const queue = process.env.QUEUE === 'bullmq' ? bullmqQueue() : undefined;
const transport = process.env.TRANSPORT === 'stdio' ? 'stdio' : 'http';
await serve(shop, { transport, port: 0, stores, ...(queue && { queue }) });
