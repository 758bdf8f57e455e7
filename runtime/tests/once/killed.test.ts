import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listen } from '../listen.js';
import { startServers } from '../servers/killed-servers.js';
import { stores, useStore } from '../servers/stores.js';
import { callTask } from '../tasks/task-client.js';
import { temporaryFolder } from '../temporary-folder.js';

/** For a long run: KILLS=100. */
const KILLS = Number(process.env.KILLS ?? 2);
const program = join(import.meta.dirname, '../project/dist/once.js');
const UNKNOWN = 'It is not known whether';

/** What happens to a server while it waits for the API, before or after its write arrives there. */
const faults = [
  { method: 'GET', signal: 'SIGKILL' },
  { method: 'POST', signal: 'SIGKILL' },
  { method: 'GET', signal: 'SIGSTOP' },
  { method: 'POST', signal: 'SIGSTOP' },
] as const;

/** An API that sends a signal to the process of a request, once for each key, and counts writes. */
async function startApi() {
  const writes = new Map<string, number>();
  const stopped = new Map<string, number>();
  const pending = new Map<string, (typeof faults)[number]>();
  const url = await listen((request, response) => {
    const key = new URL(request.url ?? '', 'http://localhost').searchParams.get('key') ?? '';
    if (request.method === 'POST') writes.set(key, (writes.get(key) ?? 0) + 1);
    const fault = pending.get(key);
    if (fault && fault.method === request.method) {
      pending.delete(key);
      const id = Number(request.headers['x-process']);
      process.kill(id, fault.signal);
      if (fault.signal === 'SIGSTOP') stopped.set(key, id);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  return { url, writes, stopped, pending };
}

describe.each(stores)('$name', (store) => {
  const address = useStore(store);

  it.skipIf(store.isMissing)(
    'servers that are killed or suspended make no write twice',
    { timeout: 120_000 + KILLS * 10_000 },
    async () => {
      const api = await startApi();
      const servers = startServers(program, {
        MCP_DATA_DIR: temporaryFolder(),
        TOKEN_STORE: address(),
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
        MCP_ONCE_LEASE_MS: '600',
        API: api.url,
      });
      await servers.started;
      // The lock of a suspended process is taken over later than a client waits, which calls again.
      const call = async (key: string, url: string): Promise<string> => {
        const text = JSON.stringify(await callTask(url, 'pay', { key }).catch(String));
        return text.includes('TimeoutError') ? call(key, url) : text;
      };
      const outcomes: Record<string, number> = {};
      for (let kill = 0; kill < KILLS; kill++) {
        const fault = faults[kill % faults.length] ?? faults[0];
        const key = `${fault.method}-${fault.signal}-${kill}`;
        api.pending.set(key, fault);
        const [url, other] = await servers.both();
        const first = call(key, url);
        while (api.pending.has(key)) await sleep(10);
        const second = await call(key, other);
        const suspended = api.stopped.get(key);
        if (suspended !== undefined) process.kill(suspended, 'SIGCONT');
        const third = (await first, await call(key, other));
        const isSent = fault.method === 'POST';
        const isLost = isSent && suspended === undefined;
        expect(second, key).toContain(isSent ? UNKNOWN : 'Paid.');
        expect(third, key).toContain(isLost ? UNKNOWN : 'It was not made again');
        expect(api.writes.get(key), key).toBe(1);
        const outcome = `${fault.method} ${fault.signal}`;
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
      const doubled = [...api.writes.values()].filter((count) => count > 1).length;
      if (process.env.KILLS !== undefined) console.log(store.name, { ...outcomes, doubled });
    },
  );
});
