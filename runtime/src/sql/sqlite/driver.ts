import { existsSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { fairShare } from '../fair-share.js';
import { pooled } from '../pooled-connection.js';
import { SqliteConnection } from './connection.js';
import { load } from './load.js';
import { OpenFile } from './open-file.js';

const BUSY_MS = 5_000;

export function sqliteDriver(file: string, poolSize = 4): Driver {
  const idle: OpenFile[] = [];
  const share = fairShare(poolSize);
  let isClosed = false;

  async function take(): Promise<OpenFile> {
    const known = idle.pop();
    if (known) return known;
    if (!existsSync(file)) throw Object.assign(new Error('no file'), { code: 'SQLITE_CANTOPEN' });
    return open();
  }

  async function open(): Promise<OpenFile> {
    const Connection = load('libsql/promise');
    const opened = new OpenFile(new Connection(file, {}));
    for (const pragma of ['foreign_keys = on', 'trusted_schema = off', `busy_timeout = ${BUSY_MS}`])
      await (await opened.prepare(`pragma ${pragma}`)).iterate([]);
    return opened;
  }

  function giveBack(opened: OpenFile, broken: boolean): void {
    if (broken || isClosed || opened.isFull) opened.database.close();
    else idle.push(opened);
  }

  return {
    transaction: (_login, work, body) =>
      share(work, () =>
        pooled(async () => new SqliteConnection(await take(), work, giveBack), work, body),
      ),
    async close() {
      isClosed = true;
      for (const { database } of idle.splice(0)) database.close();
    },
  };
}
