import { setTimeout as delay } from 'node:timers/promises';
import type { Compiled } from '../compile.js';
import type { Result, Row, SqlLimits, Work } from '../driver.js';
import type { Connection } from '../pooled-connection.js';
import { base64, finite, whole } from '../values.js';
import type { OpenFile } from './open-file.js';

const INTERRUPT_MS = 5;

export class SqliteConnection implements Connection {
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
    const isDone = () => true;
    const ended = this.#running.then(isDone, isDone);
    // Only what runs: where a result is half read, an interrupt would also end the rollback, and the lock would stay.
    while (!(await Promise.race([ended, delay(INTERRUPT_MS, false)])))
      this.#file.database.interrupt();
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
