import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, freePort, startProgram } from './program.js';
import type { StoreServer } from './stores.js';

export const mariadbProgram = findProgram('mariadbd', ['/usr/sbin']);
const installProgram = findProgram('mariadb-install-db', ['/usr/bin']);

/** Nothing has to survive a crash: to create and drop tables would take a second of waiting for the disk. */
const SETTINGS = [
  '--debug-no-sync',
  '--innodb-flush-method=nosync',
  '--skip-innodb-doublewrite',
  '--innodb-log-file-size=8M',
  '--skip-innodb-file-per-table',
];

/** A MariaDB with data of its own, and the database and login "app". */
export async function startMariadb(program: string): Promise<StoreServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  const data = join(folder, 'data');
  const account = process.getuid?.() === 0 ? ['--user=root'] : [];
  const own = ['--no-defaults', `--datadir=${data}`, ...account];
  execFileSync(
    installProgram ?? 'mariadb-install-db',
    [...own, ...SETTINGS, '--auth-root-authentication-method=normal'],
    {
      cwd: folder,
      // Temporary tables of servers that start together have the same names.
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const port = await freePort();
  const setup = join(folder, 'setup.sql');
  writeFileSync(
    setup,
    "create database app;\ncreate user app@'127.0.0.1' identified by 'app';\ngrant all on app.* to app@'127.0.0.1';\ngrant process on *.* to app@'127.0.0.1';\n",
  );
  const settings = [
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    `--socket=${join(folder, 's')}`,
    `--tmpdir=${folder}`,
  ];
  const { stop } = await startProgram(
    program,
    [
      ...own,
      ...SETTINGS,
      ...settings,
      `--init-file=${setup}`,
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
    ],
    { cwd: folder, ready: /ready for connections/, signal: 'SIGTERM' },
  );
  return {
    address: `mysql://app:app@127.0.0.1:${port}/app`,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
