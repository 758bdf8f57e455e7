import { afterAll, beforeAll } from 'vitest';
import type { StoreKind } from '../../../src/model/spec.js';
import { initdbProgram, startPostgres } from './postgres.js';
import { redisProgram, startRedis } from './redis.js';

export interface StoreServer {
  /** As in `TOKEN_STORE`. */
  address: string;
  stop(): Promise<void>;
}

/** Where a generated project can keep credentials. */
interface Store {
  /** With the reason, where its tests are skipped. */
  name: string;
  isMissing: boolean;
  start(): Promise<StoreServer>;
}

/** One that needs a server, and where the project's own tests are told of it. */
export interface SharedStore extends Store {
  kind: StoreKind;
  variable: string;
}

const files: Store & { kind?: undefined } = {
  name: 'files',
  isMissing: false,
  start: async () => ({ address: '', stop: async () => {} }),
};

const server = (
  { kind, name, variable }: Pick<SharedStore, 'kind' | 'name' | 'variable'>,
  program: string | undefined,
  start: (program: string) => Promise<StoreServer>,
): SharedStore => ({
  kind,
  variable,
  name: program === undefined ? `${name} (not installed)` : name,
  isMissing: program === undefined,
  start: () => start(program ?? name),
});

export const sharedStores: readonly SharedStore[] = [
  server({ kind: 'redis', name: 'Redis', variable: 'REDIS_URL' }, redisProgram, startRedis),
  server(
    { kind: 'postgres', name: 'PostgreSQL', variable: 'POSTGRES_URL' },
    initdbProgram,
    startPostgres,
  ),
];

export const stores: readonly (typeof files | SharedStore)[] = [files, ...sharedStores];

/** Runs during the tests of a group; its address is there once they run. */
export function useStore({ start }: Store): () => string {
  let running: StoreServer | undefined;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running?.stop());
  return () => running?.address ?? '';
}
