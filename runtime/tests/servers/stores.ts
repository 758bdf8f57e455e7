import { afterAll, beforeAll } from 'vitest';
import { initdbProgram, startPostgres } from './postgres.js';
import { redisProgram, startRedis } from './redis.js';

export interface StoreServer {
  /** As in `TOKEN_STORE`. */
  address: string;
  stop(): Promise<void>;
}

/** Where a project can keep credentials. */
export interface StoreToTest {
  /** With the reason, where its tests are skipped. */
  name: string;
  isMissing: boolean;
  start(): Promise<StoreServer>;
}

/** One that needs a server. */
export interface ServerStore extends StoreToTest {
  kind: 'redis' | 'postgres';
}

const files: StoreToTest & { kind?: undefined } = {
  name: 'files',
  isMissing: false,
  start: async () => ({ address: '', stop: async () => {} }),
};

const server = (
  kind: ServerStore['kind'],
  name: string,
  program: string | undefined,
  start: (program: string) => Promise<StoreServer>,
): ServerStore => ({
  kind,
  name: program === undefined ? `${name} (not installed)` : name,
  isMissing: program === undefined,
  start: () => start(program ?? name),
});

export const redis = server('redis', 'Redis', redisProgram, startRedis);
export const postgres = server('postgres', 'PostgreSQL', initdbProgram, startPostgres);

export const stores: readonly (typeof files | ServerStore)[] = [files, redis, postgres];

/** Stores in which any process continues the work of others; in the last, with jobs in BullMQ. */
export const sharedWork: readonly (StoreToTest & { queue?: 'bullmq' })[] = [
  ...stores,
  { ...redis, name: redis.name.replace('Redis', 'BullMQ'), queue: 'bullmq' },
];

/** Runs during the tests of a group; its address exists once they run. */
export function useStore({ start }: StoreToTest): () => string {
  let running: StoreServer | undefined;
  beforeAll(async () => {
    running = await start();
  }, 60_000);
  afterAll(() => running?.stop());
  return () => running?.address ?? '';
}
