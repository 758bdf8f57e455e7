import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startServers } from '../servers/killed-servers.js';
import { sharedWork, useStore } from '../servers/stores.js';
import { callTask, send } from '../tasks/task-client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { receiver } from './receiver.js';
import { signers } from './webhook-sender.js';

/** For a long run, with all stores: EVENTS=1000 KILLS=20. */
const EVENTS = Number(process.env.EVENTS ?? 20);
const KILLS = Number(process.env.KILLS ?? 1);
const SHOPS = ['north', 'east', 'south', 'west'];
const program = join(import.meta.dirname, '../project/dist/events.js');

const HOOK_SECRET = 'what the API signs with';

/** Sends a webhook as the API does. @returns whether it was accepted */
async function reportPayment(endpoint: string, payment: object): Promise<boolean> {
  const body = JSON.stringify(payment);
  const headers = signers.github(HOOK_SECRET, body);
  const sending = fetch(`${endpoint}/webhooks/payments`, { method: 'POST', body, headers });
  return (await sending.catch(() => undefined))?.ok === true;
}

const short = sharedWork.filter(({ name, queue }) => name === 'files' || queue);

describe.each(process.env.KILLS === undefined ? short : sharedWork)('$name', (store) => {
  const address = useStore(store);

  it.skipIf(store.isMissing)(
    'servers that are killed lose no event',
    { timeout: 180_000 + KILLS * 5_000 + EVENTS * 300 },
    async () => {
      const servers = startServers(program, {
        MCP_DATA_DIR: temporaryFolder(),
        TOKEN_STORE: address(),
        QUEUE: store.queue ?? '',
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
        MCP_EVENT_LEASE_MS: '2000',
        MCP_EVENT_RETRY_MS: '50',
        MCP_EVENT_PRIVATE_HOSTS: '127.0.0.1',
        HOOK_SECRET,
      });
      await servers.started;
      const bodies = new Map<string, Set<string>>();
      let posts = 0;
      const hooks = await Promise.all(
        SHOPS.map(async (shop) => {
          const hook = await receiver();
          hook.respond = ({ id, body }) => {
            if (Math.random() < 0.05) return [500];
            posts++;
            bodies.set(id, (bodies.get(id) ?? new Set()).add(JSON.stringify(body)));
            return [body.data.shop === shop ? 200 : 400];
          };
          const delivery = { mode: 'webhook', url: hook.url, secret: hook.secret };
          const subscription = { name: 'order.paid', arguments: { shop }, delivery };
          const { id } = await send(await servers.url(), 'events/subscribe', subscription);
          expect(id).toBeTypeOf('string');
          return hook;
        }),
      );
      let repeats = 0;
      const pay = async (order: number): Promise<void> => {
        const args = { shop: SHOPS[order % SHOPS.length], order };
        const url = await servers.url();
        if (order % 2 === 0 && (await reportPayment(url, args))) return;
        if (order % 2 === 1 && (await callTask(url, 'pay', args).catch(() => undefined))?.content)
          return;
        repeats++; // its server was killed
        await pay(order);
      };
      const orders = Array.from({ length: EVENTS }, (_, order) => order);
      const perKill = Math.ceil(EVENTS / KILLS);
      for (let kill = 0; kill < KILLS; kill++) {
        const paying = orders.slice(kill * perKill, (kill + 1) * perKill).map(pay);
        await sleep(Math.random() * perKill * 20);
        await servers.kill();
        await Promise.all(paying);
      }
      const received = () => hooks.flatMap((hook) => hook.received.map(({ id }) => id));
      await expect.poll(() => new Set(received()).size, { timeout: 120_000 }).toBe(EVENTS);
      for (const [index, hook] of hooks.entries())
        expect(hook.received.every(({ body }) => body.data.shop === SHOPS[index])).toBe(true);
      expect([...bodies.values()].every((each) => each.size === 1)).toBe(true);
      expect(hooks.map(({ forged }) => forged)).toEqual([0, 0, 0, 0]);
      if (process.env.KILLS !== undefined)
        console.log(store.name, {
          ...{ events: EVENTS, kills: KILLS, lost: EVENTS - new Set(received()).size },
          ...{ duplicates: posts - EVENTS, repeatedBySource: repeats },
        });
    },
  );
});

it('a server that is killed between the store and the response to a webhook delivers once', async () => {
  const killedFile = join(temporaryFolder(), 'killed');
  const servers = startServers(program, {
    MCP_DATA_DIR: temporaryFolder(),
    MCP_EVENT_LEASE_MS: '2000',
    MCP_EVENT_PRIVATE_HOSTS: '127.0.0.1',
    HOOK_SECRET,
    KILLED_FILE: killedFile,
  });
  await servers.started;
  const hook = await receiver();
  const delivery = { mode: 'webhook', url: hook.url, secret: hook.secret };
  const subscription = { name: 'order.paid', arguments: { shop: 'north' }, delivery };
  await send(await servers.url(), 'events/subscribe', subscription);
  const payment = { shop: 'north', order: 1 };
  expect(await reportPayment(await servers.url(), payment)).toBe(false);
  expect(existsSync(killedFile)).toBe(true);
  while (!(await reportPayment(await servers.url(), payment))) await sleep(50);
  expect(await reportPayment(await servers.url(), { ...payment, order: 2 })).toBe(true);
  const ids = () => [...new Set(hook.received.map(({ id }) => id))].toSorted();
  await expect.poll(ids, { timeout: 60_000 }).toEqual(['evt_1', 'evt_2']);
  expect(hook.received.length).toBeLessThanOrEqual(3); // a kill in the middle of a delivery repeats it
}, 120_000);
