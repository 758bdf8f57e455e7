import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram, freePort, startProgram } from './program.js';
import type { StoreServer } from './stores.js';

/** Where Debian keeps them, newest first. */
const DEBIAN = '/usr/lib/postgresql';
const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : [];

/** Makes a cluster; the server is beside it. */
export const initdbProgram = findProgram(
  'initdb',
  versions.map((version) => join(DEBIAN, version, 'bin')),
);

/** Little memory and disk: several clusters run at once, and containers have little shared memory. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'shared_buffers=16MB',
  'dynamic_shared_memory_type=mmap',
  'max_parallel_workers_per_gather=0',
  'max_wal_size=64MB',
  'min_wal_size=32MB',
];

/**
 * A PostgreSQL with a cluster of its own.
 * @param prepare makes files for its settings, in a directory of the account of the server
 */
export async function startPostgres(
  initdb: string,
  prepare: (folder: string) => string[] = () => [],
): Promise<StoreServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const settings = [...SETTINGS, ...prepare(folder)];
  const account = process.getuid?.() === 0 ? { uid: ordinaryAccount() } : {};
  const { uid } = account;
  if (uid !== undefined)
    for (const path of ['.', ...readdirSync(folder)]) chownSync(join(folder, path), uid, -1);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...account };
  const cluster = [
    '-D',
    data,
    '-U',
    'test',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
    '--wal-segsize=2',
  ];
  execFileSync(initdb, cluster, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const { stop } = await startProgram(
    join(dirname(realpathSync(initdb)), 'postgres'),
    ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, ready: /ready to accept connections/ },
  );
  return {
    address: `postgres://test@127.0.0.1:${port}/postgres`,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It refuses to run as root. */
export function ordinaryAccount(): number {
  for (const name of ['postgres', 'nobody']) {
    try {
      return Number(execFileSync('id', ['-u', name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    } catch {
      continue; // there is no such account here
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody"',
  );
}
