import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startForUsers } from './callers.js';
import { textOf } from './gateway.js';

const IDLE_MS = 1_500;

type Gateway = Awaited<ReturnType<typeof startForUsers>>;

/** Credentials of the connections that were opened, in this order. */
const opened = ({ service }: Gateway): string[] =>
  service.requests
    .filter((headers) => headers['mcp-method'] === 'server/discover')
    .map(({ authorization = '' }) => authorization.replace('Bearer key-', ''));

async function callAs(gateway: Gateway, name: string) {
  const caller = await gateway.client('auto', `caller-${name}`);
  const { content, isError } = await caller.callTool({ name: 'echo', arguments: {} });
  return { text: textOf({ content }), isError: isError === true };
}

const USERS = { alice: 'key-alice', bob: 'key-bob', carol: 'key-carol' };

it('closes a connection that is not used', async () => {
  const gateway = await startForUsers(USERS, { idleMs: IDLE_MS });
  await callAs(gateway, 'alice');
  await callAs(gateway, 'alice');
  expect(opened(gateway)).toEqual(['alice']);
  await sleep(2 * IDLE_MS);
  expect((await callAs(gateway, 'alice')).isError).toBe(false);
  expect(opened(gateway)).toEqual(['alice', 'alice']);
});

it('keeps a connection during a call that takes longer', async () => {
  const gateway = await startForUsers(USERS, { idleMs: IDLE_MS });
  const control = new AbortController();
  const caller = await gateway.client('auto', 'caller-alice');
  const call = caller.callTool({ name: 'slow', arguments: {} }, { signal: control.signal });
  await callAs(gateway, 'alice'); // it ends before
  await sleep(2 * IDLE_MS);
  expect(gateway.service.cancelled).toBe(0);
  await callAs(gateway, 'alice');
  expect(opened(gateway)).toEqual(['alice']);
  control.abort();
  await expect(call).rejects.toThrow();
});

it('closes the connection that is unused for the longest time where there are too many', async () => {
  const gateway = await startForUsers(USERS, { maxConnections: 2 });
  for (const name of ['alice', 'bob', 'alice', 'carol', 'alice']) await callAs(gateway, name);
  expect(opened(gateway)).toEqual(['alice', 'bob', 'carol']);
  expect((await callAs(gateway, 'bob')).isError).toBe(false);
  expect(opened(gateway)).toEqual(['alice', 'bob', 'carol', 'bob']);
});

it('refuses a user, and closes no connection in use, where all of them are', async () => {
  const gateway = await startForUsers(USERS, { maxConnections: 1 });
  const control = new AbortController();
  const alice = await gateway.client('auto', 'caller-alice');
  const call = alice.callTool({ name: 'slow', arguments: {} }, { signal: control.signal });
  await expect.poll(() => opened(gateway)).toEqual(['alice']);
  const bob = await callAs(gateway, 'bob');
  expect(bob).toEqual({ isError: true, text: expect.stringContaining('too many users') as string });
  expect(gateway.service.cancelled).toBe(0);
  control.abort();
  await expect(call).rejects.toThrow();
  await expect.poll(async () => (await callAs(gateway, 'bob')).isError).toBe(false);
});
