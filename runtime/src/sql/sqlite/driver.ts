import { existsSync } from 'node:fs';
import type Database from 'libsql/promise';
import type { Driver, Result, Row, SqlLimits, Work } from '../driver.js';
import { fairShare } from '../pools.js';
import type { Connection } from '../pooled-connection.js';
import { pooled } from '../pooled-connection.js';
import type { Compiled } from '../compile.js';
import { base64, finite, whole } from '../values.js';
import { load } from './load.js';
import { endsWithin } from '../../utils/time.js';

const BUSY_MS = 5_000;

export function sqliteDriver(file: string, poolSize = 4): Driver {
  const idle: OpenFile[] = [];
  const { share } = fairShare(poolSize);
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

const INTERRUPT_MS = 5;

class SqliteConnection implements Connection {
  #tooLarge: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  readonly #file: OpenFile;
  readonly #limits: SqlLimits;
  readonly #giveBack: (file: OpenFile, broken: boolean) => void;

  constructor(
    file: OpenFile,
    limits: SqlLimits,
    giveBack: (file: OpenFile, broken: boolean) => void,
  ) {
    this.#file = file;
    this.#limits = limits;
    this.#giveBack = giveBack;
  }

  async begin({ readOnly }: Work): Promise<void> {
    await this.#exec(`pragma query_only = ${readOnly ? 'on' : 'off'}`);
    await this.#exec(readOnly ? 'begin' : 'begin immediate');
  }

  /**
   * The first step of a statement runs on a thread, later ones on ours. A materialized table does all work in the first
   * step, so that other calls go on and the statement can be interrupted.
   */
  async run({ text, reads }: Compiled, values: readonly unknown[]): Promise<Result> {
    const most = this.#limits.maxRows + 1;
    const whole = reads
      ? `with result_ as materialized (select * from (${text}\n) limit ${most}) select * from result_`
      : text;
    const statement = (await this.#file.prepare(whole)).safeIntegers(true);
    if (this.#isStopped) throw new Error('stopped');
    if (!statement.reader) {
      const { changes } = await this.#run(statement.run(values));
      return { rows: [], affected: changes };
    }
    const results = await this.#run(statement.raw(true).iterate(values));
    const names = statement.columns().map(({ name }) => name); // not before: the table may have new ones
    const rows = this.#read(results, names);
    return { rows, affected: rows.length };
  }

  /** To the end: a statement that is not finished would keep its lock. */
  #read(results: Iterable<readonly unknown[]>, names: readonly string[]): Row[] {
    const rows: Row[] = [];
    let bytes = 0;
    for (const raw of results) {
      const row = Object.fromEntries(names.map((name, index) => [name, plain(raw[index])]));
      bytes += JSON.stringify(row).length;
      if (bytes > this.#limits.maxBytes) {
        this.#tooLarge();
        break;
      }
      rows.push(row);
    }
    return rows;
  }

  async commit(): Promise<void> {
    await this.#exec('commit');
  }

  async rollback(): Promise<void> {
    await this.#exec('rollback');
  }

  watch(_maxBytes: number, tooLarge: () => void): () => void {
    this.#tooLarge = tooLarge;
    return () => (this.#tooLarge = () => {});
  }

  /** Again until the statement has ended: an interrupt before it has begun has no effect. */
  async cancel(): Promise<void> {
    this.#isStopped = true;
    const running = this.#running;
    // Only what runs: where a result is half read, an interrupt would also end the rollback, and the lock would stay.
    while (!(await endsWithin(INTERRUPT_MS, running))) this.#file.database.interrupt();
  }

  async release(broken: boolean): Promise<void> {
    if (broken) await this.#exec('rollback').catch(() => {});
    this.#giveBack(this.#file, broken);
  }

  #run<T>(running: Promise<T>): Promise<T> {
    this.#running = running;
    return running;
  }

  async #exec(text: string): Promise<void> {
    await this.#run(Promise.resolve(this.#file.database.exec(text)));
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return whole(value);
  if (typeof value === 'number') return finite(value);
  if (value instanceof ArrayBuffer || value instanceof Uint8Array) return base64(value);
  return value ?? null;
}

/** As `libsql` is; its own types lack some of it. */
interface Prepared {
  reader: boolean;
  safeIntegers(on: boolean): Prepared;
  /** Rows are lists: an object cannot have a column `__proto__`. */
  raw(on: boolean): Prepared;
  columns(): readonly { name: string }[];
  iterate(values: readonly unknown[]): Promise<Iterable<readonly unknown[]>>;
  run(values: readonly unknown[]): Promise<{ changes: number }>;
}

/** With more, a connection is replaced: a program that builds its statements could make any number. */
const MOST_STATEMENTS = 500;

/**
 * A connection with all statements that it has prepared. One that is collected while another runs waits for it, on the
 * main thread: then nothing interrupts what runs, and the process responds to nobody.
 */
class OpenFile {
  readonly #statements = new Map<string, Prepared>();

  constructor(readonly database: Database) {}

  get isFull(): boolean {
    return this.#statements.size >= MOST_STATEMENTS;
  }

  async prepare(text: string): Promise<Prepared> {
    const known = this.#statements.get(text);
    if (known) return known;
    const prepared = (await this.database.prepare(text)) as unknown as Prepared;
    this.#statements.set(text, prepared);
    return prepared;
  }
}
