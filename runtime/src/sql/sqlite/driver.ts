import { existsSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { pooled } from '../guarded.js';
import { SqliteConnection } from './connection.js';
import { load } from './load.js';
import { OpenFile } from './open-file.js';

const BUSY_MS = 5_000;

export function sqliteDriver(file: string, poolSize = 4): Driver {
  const idle: OpenFile[] = [];
  const waiting: (() => void)[] = [];
  let count = 0;
  let isClosed = false;

  async function take(): Promise<OpenFile> {
    const known = idle.pop();
    if (known) return known;
    if (count >= poolSize) {
      await turn();
      return take();
    }
    if (!existsSync(file)) throw Object.assign(new Error('no file'), { code: 'SQLITE_CANTOPEN' });
    count++;
    try {
      return await open();
    } catch (error) {
      count--;
      waiting.shift()?.();
      throw error;
    }
  }

  async function open(): Promise<OpenFile> {
    const Connection = load('libsql/promise');
    const opened = new OpenFile(new Connection(file, {}));
    for (const pragma of ['foreign_keys = on', 'trusted_schema = off', `busy_timeout = ${BUSY_MS}`])
      await (await opened.prepare(`pragma ${pragma}`)).iterate([]);
    return opened;
  }

  /** Another call has ended. */
  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(next), 1);
        reject(Object.assign(new Error('busy'), { code: 'POOL_TIMEOUT' }));
      }, BUSY_MS);
      const next = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(next);
    });

  function giveBack(opened: OpenFile, broken: boolean): void {
    if (broken || isClosed || opened.isFull) {
      count--;
      opened.database.close();
    } else idle.push(opened);
    waiting.shift()?.();
  }

  return {
    transaction: (_login, work, body) =>
      pooled(async () => new SqliteConnection(await take(), work, giveBack), work, body),
    async close() {
      isClosed = true;
      for (const { database } of idle.splice(0)) {
        count--;
        database.close();
      }
    },
  };
}
