import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { caseCount } from '../../../tests/support/mutated.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';
import { postgres, redis, useStore } from '../servers/stores.js';

/** A proxy in front of a server. Once it is silent, nothing comes through its connections, which stay open. */
async function proxyOf(address: string) {
  const { hostname, port } = new URL(address);
  let left = Infinity;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}));
    client
      .on('close', () => server.destroy())
      .on('data', (bytes) => left > 0 && server.write(bytes));
    server.on('data', (bytes: Buffer) => {
      if (left > 0) client.write(bytes.subarray(0, left));
      left -= bytes.length;
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const via = new URL(address);
  via.hostname = '127.0.0.1';
  via.port = String((proxy.address() as AddressInfo).port);
  return {
    via: via.href,
    /** Lets so many bytes of the server through. */
    letThrough(bytes: number) {
      left = bytes;
    },
  };
}

/** Time of timers passes far quicker than it does. Returns what ends that. */
function quickTime() {
  const pass = setInterval(() => vi.advanceTimersByTime(500), 10);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  return () => {
    clearInterval(pass);
    vi.useRealTimers();
  };
}

/** No wait of a store is longer than that for a lock, and what follows it. */
const MAX_TIMER_MS = 60_000;

describe.each([
  { ...redis, storeOf: redisStore },
  { ...postgres, storeOf: postgresStore },
])('$name', ({ isMissing, storeOf, ...server }) => {
  const address = isMissing ? () => '' : useStore(server as never);

  it.skipIf(isMissing)(
    'falls silent at any byte: each wait ends, and calls are served again',
    async () => {
      const { via, letThrough } = await proxyOf(address());
      const store = storeOf();
      const records = await store.records(via);
      await records.put('known', 'record');
      const waits = {
        get: () => records.get('known'),
        put: () => records.put('new', 'record'),
        list: async () => records.list?.('kn'),
        lock: () => store.withLock(via, randomUUID(), ({ isHeld }) => isHeld()),
      };
      const wait = fc.constantFrom(...(Object.keys(waits) as (keyof typeof waits)[]));
      const holds = async (what: keyof typeof waits, bytes: number) => {
        letThrough(bytes);
        const end = quickTime();
        try {
          const began = performance.now();
          await waits[what]().catch(() => {});
          expect(performance.now() - began).toBeLessThan(MAX_TIMER_MS);
        } finally {
          letThrough(Infinity);
          await records.get('known').catch(() => {}); // notices that its connection is down
          end();
        }
        await expect.poll(() => records.get('known').catch(String)).toBe('record');
      };
      const bytes = fc.oneof(fc.nat(20), fc.nat(600));
      await fc.assert(fc.asyncProperty(wait, bytes, holds), { numRuns: caseCount(10) });
    },
  );
});
