import { expect, it, onTestFinished } from 'vitest';
import { redisStore } from '../../src/stores/redis.js';
import { redis } from '../servers/stores.js';
import { keyOf, startServices } from './services.js';
import { startSite } from './site.js';
import { client } from './visitor.js';

/** For a long run: USERS=1000. */
const USERS = Number(process.env.USERS ?? 30);
const AT_ONCE = 15;

it.skipIf(redis.isMissing)(
  'many users at once, on two replicas with one Redis, are never taken for each other',
  { timeout: 120_000 + USERS * 1_000 },
  async () => {
    const names = Array.from({ length: USERS }, (_, at) => `user-${at}`);
    const services = await startServices(names);
    onTestFinished(services.close);
    const store = await redis.start();
    onTestFinished(() => store.stop());
    const env = { TOKEN_STORE: store.address };
    const site = await startSite({ services, replicas: 2, env, stores: [redisStore()] });
    onTestFinished(() => site.close());
    const visitor = client(site);
    const id = await visitor.registered();
    const known: Record<string, unknown> = {};

    async function visit(who: string): Promise<void> {
      const { exchange } = await visitor.signIn({ id, key: keyOf(who) });
      const tokens = await exchange();
      const first = await visitor.call(tokens.access_token, 'whoami');
      const renewed = await visitor.refresh(id, tokens.refresh_token);
      const second = await visitor.call(renewed.access_token, 'whoami');
      known[who] = [first, second].map(({ text }) => /"who":"([^"]*)"/.exec(text)?.[1]);
    }
    const waiting = [...names];
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await visit(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(known).toEqual(Object.fromEntries(names.map((who) => [who, [who, who]])));
    expect(await site.listUsers()).toHaveLength(USERS);
  },
);
