import { once } from 'node:events';
import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/** Runs commands on one Redis server. */
export type RunOnRedis = <T>(task: (redis: Redis) => Promise<T>) => Promise<T>;

/** Returns the connections of one store: one for each address. */
export function redisConnections() {
  const connections = new Map<string, RunOnRedis>();

  return (address: string): RunOnRedis => {
    const run = connections.get(address) ?? redisConnection(address);
    connections.set(address, run);
    return run;
  };
}

/**
 * Connects at the first command, and again after an outage: a command then fails at once instead of
 * waiting in a queue.
 */
function redisConnection(address: string): RunOnRedis {
  const redis = new Redis(address, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
  });
  redis.on('error', () => {}); // each command reports its own failure
  let connecting: Promise<void> | undefined;
  let activeTasks = 0;

  function ensureConnected(): Promise<void> {
    if (redis.status === 'ready') return Promise.resolve();
    connecting ??= redis.connect().finally(() => (connecting = undefined));
    return connecting;
  }

  return async (task) => {
    activeTasks++;
    try {
      await ensureConnected();
      const { stream } = redis;
      try {
        return await task(redis);
      } catch (error) {
        // The connection may be dead without a sign, as firewalls drop idle ones: the next command
        // opens a new one.
        const isTimeout = error instanceof Error && error.message === 'Command timed out';
        if (isTimeout && !stream.destroyed) {
          const endEvent = once(redis, 'end');
          stream.destroy();
          await endEvent;
        }
        throw error;
      }
    } finally {
      // An idle connection does not keep the process alive; the timer of a command does (`commandTimeout`).
      if (--activeTasks === 0) redis.stream.unref();
    }
  };
}
