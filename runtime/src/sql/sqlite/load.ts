import { createRequire } from 'node:module';
import type BlockingDatabase from 'libsql';
import type Database from 'libsql/promise';

/** Threads, and so statements that run at the same time, for all databases of the process. */
const THREADS = '16';

interface Entries {
  libsql: typeof BlockingDatabase;
  'libsql/promise': typeof Database;
}

/**
 * Loads libsql without an import: bundlers cannot copy the native library, and it reads its setting
 * once. By default it starts a thread per processor: on one processor, a slow statement of one user
 * would stop those of all others.
 */
export function loadLibsql<Entry extends keyof Entries>(entry: Entry): Entries[Entry] {
  process.env.TOKIO_WORKER_THREADS ??= THREADS;
  return createRequire(import.meta.url)(entry) as Entries[Entry];
}
