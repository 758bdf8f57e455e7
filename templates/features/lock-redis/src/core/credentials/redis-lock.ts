import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisAt } from './redis.js';

const PREFIX = 'mcp-lock:';
const LEASE_MS = 15_000;
const WAIT_MS = 30_000;

// Both look whose lease it is: one that ran out may have gone to another.
const EXTEND = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** Runs `task` while no other process of this Redis runs one for the same id: under a lease that is extended meanwhile. */
export async function withRedisLock<T>(
  address: string,
  id: string,
  task: () => Promise<T>,
): Promise<T> {
  const run = redisAt(address);
  const key = PREFIX + id;
  const holder = randomUUID();
  const giveUp = performance.now() + WAIT_MS;
  const take = () => run((redis) => redis.set(key, holder, 'PX', LEASE_MS, 'NX'));
  while ((await take()) !== 'OK') {
    if (performance.now() > giveUp) throw new Error(`Waited ${WAIT_MS} ms for the lock of ${id}`);
    await sleep(10 + Math.random() * 30);
  }
  const extend = setInterval(() => {
    run((redis) => redis.eval(EXTEND, 1, key, holder, LEASE_MS)).catch(() => {}); // two more tries follow
  }, LEASE_MS / 3);
  try {
    return await task();
  } finally {
    clearInterval(extend);
    await run((redis) => redis.eval(RELEASE, 1, key, holder)).catch(() => {}); // the lease ends by itself
  }
}
