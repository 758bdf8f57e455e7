import { statSync } from 'node:fs';
import type Database from 'libsql/promise';
import { endsWithin } from '../../utils/time.js';
import type { Compiled } from '../compile.js';
import type { Driver, Key, Result, Row, Work } from '../driver.js';
import { type Connection, withPooledConnection } from '../pooled-connection.js';
import { fairShare } from '../pools.js';
import { quotedEnd } from '../quoted.js';
import { base64, finite, whole } from '../values.js';
import { load } from './load.js';

const BUSY_MS = 5_000;
const SETTING = '"database_url" in provider-config.yaml';

/** @param setting that names the file, for the log */
export function sqliteDriver(file: string, poolSize = 4, setting = SETTING): Driver {
  const idle: OpenFile[] = [];
  const { share } = fairShare(poolSize);
  let isClosed = false;

  async function take(): Promise<OpenFile> {
    const identity = identityOf(file, setting);
    for (let known = idle.pop(); known; known = idle.pop()) {
      if (known.identity === identity) return known;
      known.database.close();
    }
    return open(identity);
  }

  async function open(identity: string): Promise<OpenFile> {
    const Connection = load('libsql/promise');
    const opened = new OpenFile(
      connected(() => new Connection(file, {})),
      file,
      identity,
    );
    await opened.readEncoding().catch(inFolder); // first: what is open then would lock a file in UTF-16
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
        withPooledConnection(
          async () => new SqliteConnection(await take(), work, giveBack),
          work,
          body,
        ),
      ),
    async close() {
      isClosed = true;
      for (const { database } of idle.splice(0)) database.close();
    },
  };
}

/** Another one where the file was replaced: a connection would go on with the old one. */
function identityOf(file: string, setting = SETTING): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev} ${ino}`;
  } catch (cause) {
    const message = `There is no database file ${file}: create it, or change ${setting}`;
    throw Object.assign(new Error(message, { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** libsql gives a file that it cannot open no code, but the number at the end of the message. */
function connected(connect: () => Database): Database {
  try {
    return connect();
  } catch (cause) {
    if (!(cause as Error).message.endsWith(': 14")')) throw cause;
    throw Object.assign(new Error('no database', { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** The file itself is open: what cannot be are its "-wal" and "-shm", such as on a medium that is read-only. */
function inFolder(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'SQLITE_CANTOPEN') throw error;
  throw Object.assign(new Error('read-only', { cause: error }), {
    code: 'SQLITE_READONLY_DIRECTORY',
  });
}

const INTERRUPT_MS = 5;

class SqliteConnection implements Connection {
  #tooLarge: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  readonly #file: OpenFile;
  readonly #limits: Work;
  readonly #giveBack: (file: OpenFile, broken: boolean) => void;

  constructor(file: OpenFile, limits: Work, giveBack: (file: OpenFile, broken: boolean) => void) {
    this.#file = file;
    this.#limits = limits;
    this.#giveBack = giveBack;
  }

  async begin({ readOnly }: Work): Promise<void> {
    await this.#exec(`pragma query_only = ${readOnly ? 'on' : 'off'}`);
    await this.#exec(readOnly ? 'begin' : 'begin immediate');
  }

  async run(compiled: Compiled, values: readonly unknown[]): Promise<Result> {
    try {
      return await this.#results(compiled, values);
    } catch (error) {
      if (!compiled.reads || !NEW_COLUMNS.test((error as Error).message)) throw error;
      this.#file.forget(); // the table has got new ones since the statement was prepared
      return this.#results(compiled, values);
    }
  }

  async #results({ text, reads }: Compiled, values: readonly unknown[]): Promise<Result> {
    const plain = await this.#file.prepare(text);
    if (this.#isStopped) throw new Error('stopped');
    if (!plain.reader) {
      const { changes } = await this.#run(plain.run(values));
      return { rows: [], affected: changes, keyOf: () => undefined };
    }
    const names = plain.columns().map(({ name }) => name);
    const most = this.#limits.maxRows + 1;
    const safe = safeWithin(this.#limits.maxCharacters);
    const wanted = reads ? selected(text, names, most, safe) : returned(text, names, safe);
    const statement = (await this.#file.prepare(wanted)).safeIntegers(true);
    const found = this.#read(await this.#run(statement.raw(true).iterate(values)), names);
    const rows = found.map(({ row }) => row);
    const keyOf = (at: number, name: string) => found[at]?.keys[names.indexOf(name)];
    return { rows, affected: rows.length, keyOf };
  }

  /** To the end: a statement that is not finished would keep its lock. */
  #read(results: Iterable<readonly unknown[]>, names: readonly string[]) {
    const found: { row: Row; keys: (Key | undefined)[] }[] = [];
    let bytes = 0;
    for (const raw of results) {
      const cells = names.map((name, index) => [name, this.#file.valueOf(raw[index])]);
      const row = Object.fromEntries(cells) as Row;
      bytes += JSON.stringify(row).length;
      if (bytes > this.#limits.maxBytes) {
        this.#tooLarge();
        break;
      }
      found.push({ row, keys: raw.map(keyType) });
    }
    return found;
  }

  async commit(): Promise<void> {
    if (!this.#limits.readOnly && this.#file.isReplaced)
      throw Object.assign(new Error('another file'), { code: 'SQLITE_READONLY_DBMOVED' });
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

const NEW_COLUMNS = /^table result_ has \d+ values for \d+ columns/;

/** libsql ends the process where it reads text that is not UTF-8: so it reads texts as bytes, and bytes as digits. */
const safe = (value: string): string =>
  `case typeof(${value}) when 'text' then cast(${value} as blob) when 'blob' then hex(${value}) else ${value} end`;

/** Longer values begin with so many characters, and say how long they are. */
function safeWithin(max: number | undefined): typeof safe {
  if (max === undefined) return safe;
  const short = (value: string) =>
    `case typeof(${value}) when 'text' then substr(${value}, 1, ${max}) || '… [shortened from ' || length(${value}) || ' characters]' else '[' || length(${value}) || ' bytes]' end`;
  return (value) =>
    `case when typeof(${value}) in ('text', 'blob') and length(${value}) > ${max} then cast(${short(value)} as blob) else ${safe(value)} end`;
}

/** The type of a key that `safe` has returned. */
function keyType(raw: unknown): Key | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw === 'bigint') return 'integer';
  return typeof raw === 'string' ? 'bytes' : 'same';
}

/**
 * The rows of a statement. Its first step runs on a thread, later ones on ours. A materialized table does all work in the
 * first step, so that other calls go on and the statement can be interrupted.
 */
function selected(
  text: string,
  names: readonly string[],
  most: number,
  readable: typeof safe,
): string {
  const columns = names.map((_, index) => `c${index}_`);
  return `with result_(${columns.join(', ')}) as materialized (select * from (${text}\n) limit ${most}) select ${columns.map(readable).join(', ')} from result_`;
}

/** A statement that changes rows, with the items behind `returning`: each in a table of its own, for it may have a name. */
function returned(text: string, names: readonly string[], readable: typeof safe): string {
  const at = lastReturning(text);
  if (at === undefined) return text;
  const [begin, list] = [text.slice(0, at), text.slice(at)];
  const items = /^\s*\*\s*$/.test(list)
    ? names.map((name) => `"${name.replaceAll('"', '""')}"`)
    : itemsOf(list);
  if (items.length !== names.length) throw new Error('"returning" must list columns, or "*" alone');
  const values = items.map(
    (item) => `(with item_(v_) as (select ${item}\n) select ${readable('v_')} from item_)`,
  );
  return `${begin} ${values.join(', ')}`;
}

/** Where the list behind the last `returning` begins. */
function lastReturning(text: string): number | undefined {
  const word = /(?<!\w)returning\b/iy;
  let found: number | undefined;
  for (const { at, depth } of plainParts(text)) {
    word.lastIndex = at;
    if (depth === 0 && word.test(text)) found = word.lastIndex;
  }
  return found;
}

/** Between the commas that are in no brackets. */
function itemsOf(list: string): string[] {
  const commas = [...plainParts(list)].filter(({ at, depth }) => depth === 0 && list[at] === ',');
  const ends = [...commas.map(({ at }) => at), list.length];
  return ends.map((end, index) => list.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
}

/** Characters that are in no quotes and comments, with the brackets around them. */
function* plainParts(text: string) {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const end = quotedEnd(text, at, 'sqlite');
    if (end > at) at = end - 1;
    else {
      if (text[at] === ')') depth--;
      yield { at, depth };
      if (text[at] === '(') depth++;
    }
  }
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
  readonly #kept: Prepared[] = [];
  #decoder = new TextDecoder();

  constructor(
    readonly database: Database,
    readonly path: string,
    readonly identity: string,
  ) {}

  /** Whether what is written is lost, for another file has this name. */
  get isReplaced(): boolean {
    return identityOf(this.path) !== this.identity;
  }

  /** Once it is open. */
  async readEncoding(): Promise<void> {
    const statement = (await this.prepare('pragma encoding')).raw(true);
    const [[encoding = ''] = []] = [...(await statement.iterate([]))] as string[][];
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  get isFull(): boolean {
    return this.#kept.length >= MOST_STATEMENTS;
  }

  async prepare(text: string): Promise<Prepared> {
    const known = this.#statements.get(text);
    if (known) return known;
    const prepared = (await this.database.prepare(text)) as unknown as Prepared;
    this.#kept.push(prepared);
    this.#statements.set(text, prepared);
    return prepared;
  }

  /** From now on, statements are prepared anew. */
  forget(): void {
    this.#statements.clear();
  }

  /** Decodes a value that `safe` has returned. */
  valueOf(raw: unknown): unknown {
    if (typeof raw === 'bigint') return whole(raw);
    if (typeof raw === 'number') return finite(raw);
    if (typeof raw === 'string') return base64(Buffer.from(raw, 'hex'));
    return raw instanceof ArrayBuffer || raw instanceof Uint8Array
      ? this.#decoder.decode(raw)
      : null;
  }
}
