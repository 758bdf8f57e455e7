import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ordinaryAccount } from './postgres.js';
import { findProgram, freePort, startProgram } from './program.js';
import type { StoreServer } from './stores.js';

export const pgbouncerProgram = findProgram('pgbouncer', ['/usr/sbin']);

/** A pooler that gives the one connection of the database to another client after each transaction. */
export async function startPgbouncer(program: string, database: string): Promise<StoreServer> {
  const { hostname, port: target, pathname } = new URL(database);
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(join(folder, 'users.txt'), '"app" "app"\n"test" ""\n');
  writeFileSync(
    file,
    [
      '[databases]',
      `${pathname.slice(1)} = host=${hostname} port=${target}`,
      '[pgbouncer]',
      ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir ='],
      ...['auth_type = trust', `auth_file = ${join(folder, 'users.txt')}`],
      ...['pool_mode = transaction', 'default_pool_size = 1', 'max_client_conn = 50', ''],
    ].join('\n'),
  );
  const account = process.getuid?.() === 0 ? { uid: ordinaryAccount() } : {};
  if (account.uid !== undefined)
    for (const path of ['.', ...readdirSync(folder)])
      chownSync(join(folder, path), account.uid, -1);
  const { stop } = await startProgram(program, [file], {
    ...{ cwd: folder, ...account },
    ready: /process up/,
    signal: 'SIGTERM',
  });
  return {
    address: `postgres://app@127.0.0.1:${port}${pathname}`,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
