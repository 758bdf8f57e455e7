import { statSync } from 'node:fs';
import type Database from 'libsql/promise';
import { endsWithin } from '../../utils/time.js';
import type { CompiledStatement } from '../compile.js';
import type { Driver, KeyType, Result, Row, TransactionWork } from '../driver.js';
import { type Connection, withPooledConnection } from '../pooled-connection.js';
import { fairShare } from '../pools.js';
import { quotedEnd } from '../quoted.js';
import { base64, finiteOrText, numberOrDigits } from '../values.js';
import { loadLibsql } from './load.js';

const BUSY_MS = 5_000;
const SETTING = '"database_url" in provider-config.yaml';

/** Opens a database file. @param setting names the setting of the file, for the log */
export function sqliteDriver(file: string, poolSize = 4, setting = SETTING): Driver {
  const idle: OpenDatabaseFile[] = [];
  const { share } = fairShare(poolSize);
  let isClosed = false;

  async function acquireFile(): Promise<OpenDatabaseFile> {
    const identity = identityOf(file, setting);
    for (let idleFile = idle.pop(); idleFile; idleFile = idle.pop()) {
      if (idleFile.identity === identity) return idleFile;
      idleFile.database.close();
    }
    return openFile(identity);
  }

  async function openFile(identity: string): Promise<OpenDatabaseFile> {
    const Connection = loadLibsql('libsql/promise');
    const newFile = new OpenDatabaseFile(
      openDatabase(() => new Connection(file, {})),
      file,
      identity,
    );
    await newFile.readEncoding().catch(throwFolderError); // first: what is open then would lock a file in UTF-16
    for (const pragma of ['foreign_keys = on', 'trusted_schema = off', `busy_timeout = ${BUSY_MS}`])
      await (await newFile.prepare(`pragma ${pragma}`)).iterate([]);
    return newFile;
  }

  function releaseFile(usedFile: OpenDatabaseFile, isBroken: boolean): void {
    if (isBroken || isClosed || usedFile.isFull) usedFile.database.close();
    else idle.push(usedFile);
  }

  return {
    transaction: (_login, work, body) =>
      share(work, () =>
        withPooledConnection(
          async () => new SqliteConnection(await acquireFile(), work, releaseFile),
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

/**
 * Returns the identity of the file, which differs if the file was replaced: a connection would continue
 * with the old one.
 */
function identityOf(file: string, setting = SETTING): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev} ${ino}`;
  } catch (cause) {
    const message = `There is no database file ${file}: create it, or change ${setting}`;
    throw Object.assign(new Error(message, { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/**
 * Connects, and adds the code of a file that cannot be opened: libsql has only the number at the
 * end of the message.
 */
function openDatabase(connect: () => Database): Database {
  try {
    return connect();
  } catch (cause) {
    if (!(cause as Error).message.endsWith(': 14")')) throw cause;
    throw Object.assign(new Error('no database', { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** Converts the error of an open file whose "-wal" and "-shm" cannot be opened, such as on a read-only medium. */
function throwFolderError(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'SQLITE_CANTOPEN') throw error;
  throw Object.assign(new Error('read-only', { cause: error }), {
    code: 'SQLITE_READONLY_DIRECTORY',
  });
}

const INTERRUPT_MS = 5;
const NEW_COLUMNS = /^table result_ has \d+ values for \d+ columns/;

class SqliteConnection implements Connection {
  #tooLarge: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  readonly #file: OpenDatabaseFile;
  readonly #limits: TransactionWork;
  readonly #giveBack: (file: OpenDatabaseFile, isBroken: boolean) => void;

  constructor(
    file: OpenDatabaseFile,
    limits: TransactionWork,
    giveBack: (file: OpenDatabaseFile, isBroken: boolean) => void,
  ) {
    this.#file = file;
    this.#limits = limits;
    this.#giveBack = giveBack;
  }

  async begin({ readOnly }: TransactionWork): Promise<void> {
    await this.#exec(`pragma query_only = ${readOnly ? 'on' : 'off'}`);
    await this.#exec(readOnly ? 'begin' : 'begin immediate');
  }

  async run(compiled: CompiledStatement, values: readonly unknown[]): Promise<Result> {
    try {
      return await this.#results(compiled, values);
    } catch (error) {
      if (!compiled.reads || !NEW_COLUMNS.test((error as Error).message)) throw error;
      this.#file.forgetStatements(); // the table has new columns since the statement was prepared
      return this.#results(compiled, values);
    }
  }

  async #results({ text, reads }: CompiledStatement, values: readonly unknown[]): Promise<Result> {
    const prepared = await this.#file.prepare(text);
    if (this.#isStopped) throw new Error('stopped');
    if (!prepared.reader) {
      const { changes } = await this.#run(prepared.run(values));
      return { rows: [], affected: changes, keyOf: () => undefined };
    }
    const names = prepared.columns().map(({ name }) => name);
    const rowLimit = this.#limits.maxRows + 1;
    const safeForm = safeValueWithin(this.#limits.maxCharacters);
    const finalText = reads
      ? selectionText(text, names, rowLimit, safeForm)
      : returningText(text, names, safeForm);
    const statement = (await this.#file.prepare(finalText)).safeIntegers(true);
    const rowsWithKeys = this.#read(await this.#run(statement.raw(true).iterate(values)), names);
    const rows = rowsWithKeys.map(({ row }) => row);
    const keyOf = (at: number, name: string) => rowsWithKeys[at]?.keys[names.indexOf(name)];
    return { rows, affected: rows.length, keyOf };
  }

  /** Reads all rows, because a statement that is not finished would keep its lock. */
  #read(results: Iterable<readonly unknown[]>, names: readonly string[]) {
    const rowsWithKeys: { row: Row; keys: (KeyType | undefined)[] }[] = [];
    let bytes = 0;
    for (const raw of results) {
      const cells = names.map((name, index) => [name, this.#file.valueOf(raw[index])]);
      const row = Object.fromEntries(cells) as Row;
      bytes += JSON.stringify(row).length;
      if (bytes > this.#limits.maxBytes) {
        this.#tooLarge();
        break;
      }
      rowsWithKeys.push({ row, keys: raw.map(keyType) });
    }
    return rowsWithKeys;
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

  /** Interrupts until the statement has ended: an interrupt before it has begun has no effect. */
  async cancel(): Promise<void> {
    this.#isStopped = true;
    const running = this.#running;
    // Interrupts only a running statement: if a result is half read, an interrupt would also end
    // the rollback, and the lock would stay.
    while (!(await endsWithin(INTERRUPT_MS, running))) this.#file.database.interrupt();
  }

  async release(isBroken: boolean): Promise<void> {
    if (isBroken) await this.#exec('rollback').catch(() => {});
    this.#giveBack(this.#file, isBroken);
  }

  #run<T>(running: Promise<T>): Promise<T> {
    this.#running = running;
    return running;
  }

  async #exec(text: string): Promise<void> {
    await this.#run(Promise.resolve(this.#file.database.exec(text)));
  }
}

/**
 * Returns the form in which libsql reads a value: texts as bytes, and bytes as hexadecimal digits.
 * It ends the process if it reads text that is not UTF-8.
 */
const safeValue = (value: string): string =>
  `case typeof(${value}) when 'text' then cast(${value} as blob) when 'blob' then hex(${value}) else ${value} end`;

/** Returns the form with at most `max` characters; the end of a longer value states its length. */
function safeValueWithin(max: number | undefined): typeof safeValue {
  if (max === undefined) return safeValue;
  const shortForm = (value: string) =>
    `case typeof(${value}) when 'text' then substr(${value}, 1, ${max}) || '… [shortened from ' || length(${value}) || ' characters]' else '[' || length(${value}) || ' bytes]' end`;
  return (value) =>
    `case when typeof(${value}) in ('text', 'blob') and length(${value}) > ${max} then cast(${shortForm(value)} as blob) else ${safeValue(value)} end`;
}

/** Returns the key type of a value in the form of `safeValue`. */
function keyType(raw: unknown): KeyType | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw === 'bigint') return 'integer';
  return typeof raw === 'string' ? 'bytes' : 'same';
}

/**
 * Returns a statement that returns the rows of another one. The first step of a statement runs on a
 * thread, later ones on the main thread. A materialized table does all work in the first step, so
 * that other calls continue and the statement can be interrupted.
 */
function selectionText(
  text: string,
  names: readonly string[],
  maxRows: number,
  safeForm: typeof safeValue,
): string {
  const columns = names.map((_, index) => `c${index}_`);
  return `with result_(${columns.join(', ')}) as materialized (select * from (${text}\n) limit ${maxRows}) select ${columns.map(safeForm).join(', ')} from result_`;
}

/**
 * Returns a statement that changes rows, with safe forms of the items after `returning`: each in a
 * table of its own, because it may have a name.
 */
function returningText(text: string, names: readonly string[], safeForm: typeof safeValue): string {
  const at = lastReturning(text);
  if (at === undefined) return text;
  const [begin, list] = [text.slice(0, at), text.slice(at)];
  const items = /^\s*\*\s*$/.test(list)
    ? names.map((name) => `"${name.replaceAll('"', '""')}"`)
    : itemsOf(list);
  if (items.length !== names.length) throw new Error('"returning" must list columns, or "*" alone');
  const values = items.map(
    (item) => `(with item_(v_) as (select ${item}\n) select ${safeForm('v_')} from item_)`,
  );
  return `${begin} ${values.join(', ')}`;
}

/** Returns the position of the list after the last `returning`. */
function lastReturning(text: string): number | undefined {
  const word = /(?<!\w)returning\b/iy;
  let position: number | undefined;
  for (const { at, depth } of unquotedCharacters(text)) {
    word.lastIndex = at;
    if (depth === 0 && word.test(text)) position = word.lastIndex;
  }
  return position;
}

/** Returns the items of a list, separated by the commas that are in no brackets. */
function itemsOf(list: string): string[] {
  const commas = [...unquotedCharacters(list)].filter(
    ({ at, depth }) => depth === 0 && list[at] === ',',
  );
  const ends = [...commas.map(({ at }) => at), list.length];
  return ends.map((end, index) => list.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
}

/** Returns the characters outside of quotes and comments, with the number of brackets around them. */
function* unquotedCharacters(text: string) {
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

/** A prepared statement of `libsql`, whose own types lack some members. */
interface PreparedStatement {
  reader: boolean;
  safeIntegers(on: boolean): PreparedStatement;
  /** Returns the rows as lists, because an object cannot have a column `__proto__`. */
  raw(on: boolean): PreparedStatement;
  columns(): readonly { name: string }[];
  iterate(values: readonly unknown[]): Promise<Iterable<readonly unknown[]>>;
  run(values: readonly unknown[]): Promise<{ changes: number }>;
}

/** Statements after which a connection is replaced: a program that builds its statements could create any number. */
const MAX_STATEMENTS = 500;

/**
 * A connection that keeps all statements that it has prepared. A statement that is collected while
 * another one runs waits for it on the main thread: then nothing interrupts the running one, and
 * the process does not respond.
 */
class OpenDatabaseFile {
  readonly #statements = new Map<string, PreparedStatement>();
  readonly #allStatements: PreparedStatement[] = [];
  #decoder = new TextDecoder();

  constructor(
    readonly database: Database,
    readonly path: string,
    readonly identity: string,
  ) {}

  /** Whether writes are lost, because another file has this name now. */
  get isReplaced(): boolean {
    return identityOf(this.path) !== this.identity;
  }

  /** Reads the encoding of the file, once it is open. */
  async readEncoding(): Promise<void> {
    const statement = (await this.prepare('pragma encoding')).raw(true);
    const [[encoding = ''] = []] = [...(await statement.iterate([]))] as string[][];
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  get isFull(): boolean {
    return this.#allStatements.length >= MAX_STATEMENTS;
  }

  async prepare(text: string): Promise<PreparedStatement> {
    const cached = this.#statements.get(text);
    if (cached) return cached;
    const statement = (await this.database.prepare(text)) as unknown as PreparedStatement;
    this.#allStatements.push(statement);
    this.#statements.set(text, statement);
    return statement;
  }

  /** Forgets the statements, so that they are prepared again. */
  forgetStatements(): void {
    this.#statements.clear();
  }

  /** Decodes a value in the form of `safeValue`. */
  valueOf(raw: unknown): unknown {
    if (typeof raw === 'bigint') return numberOrDigits(raw);
    if (typeof raw === 'number') return finiteOrText(raw);
    if (typeof raw === 'string') return base64(Buffer.from(raw, 'hex'));
    return raw instanceof ArrayBuffer || raw instanceof Uint8Array
      ? this.#decoder.decode(raw)
      : null;
  }
}
