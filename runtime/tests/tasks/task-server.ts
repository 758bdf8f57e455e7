import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { defineProvider, once, tool } from '../../src/index.js';
import { bullmqQueue } from '../../src/queues/bullmq.js';
import { serve } from '../../src/server.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';

/** A server whose tools write lines to the file `EFFECTS`; "pay" must not be repeated, "put" may. */
const writer = (name: string, idempotentHint: boolean) =>
  tool({
    name,
    description: 'Writes two lines.',
    input: z.object({ key: z.string() }),
    annotations: { idempotentHint },
    task: 'required',
    async run({ key }, context) {
      const write = async (step: string) =>
        appendFileSync(String(process.env.EFFECTS), `${key} ${step}\n`);
      await write(`by ${process.pid}`);
      await once(context, 'one', () => write('one'));
      await sleep(Number(process.env.RUN_MS));
      await write('two');
      return 'Done.';
    },
  });

const writers = defineProvider({
  name: 'writers',
  version: '1.0.0',
  tools: [writer('pay', false), writer('put', true)],
});
const stores = [redisStore(), postgresStore()];
const transport = process.env.OVER_STDIO ? 'stdio' : 'http';
const queue = process.env.QUEUE === 'bullmq' ? bullmqQueue() : undefined;
const verifier = transport === 'http' ? namedCallers : undefined;
await serve(writers, {
  transport,
  port: 0,
  stores,
  ...(queue && { queue }),
  ...(verifier && { verifier }),
});
