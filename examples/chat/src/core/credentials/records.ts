import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { configOf } from '../config.js';

/** Opaque strings by id; ids are `[a-z0-9_-]+`. */
export interface Records {
  get(id: string): Promise<string | null>;
  put(id: string, record: string): Promise<void>;
  delete(id: string): Promise<void>;
}

/** One 0600 file a record, replaced by renaming: readers see the old one or the new one and nothing between. */
export function fileRecords(directory: string): Records {
  const pathOf = (id: string) => join(directory, `${id}.sealed`);
  return {
    get: (id) => readFile(pathOf(id), 'utf8').catch(whereMissing(null)),
    async put(id, record) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const draft = join(directory, `.${id}.${process.pid}.${randomBytes(4).toString('hex')}`);
      try {
        const handle = await open(draft, 'wx', 0o600);
        try {
          await handle.writeFile(`${record}\n`);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(draft, pathOf(id));
      } catch (error) {
        await unlink(draft).catch(whereMissing(undefined));
        throw error;
      }
    },
    delete: (id) => unlink(pathOf(id)).catch(whereMissing(undefined)),
  };
}

/** `token_path`, below where this machine's user keeps data of programs unless absolute. Never in the project. */
export function dataFolder(provider: string): string {
  const home = homedir();
  const { MCP_DATA_DIR, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  const base =
    MCP_DATA_DIR ??
    (process.platform === 'win32'
      ? (LOCALAPPDATA ?? join(home, 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (XDG_DATA_HOME ?? join(home, '.local', 'share')));
  return resolve(base, configOf(provider).token_path ?? provider);
}

/** Only a missing file is nothing: any other failure taken for "no record" would let the next write destroy it. */
const whereMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
