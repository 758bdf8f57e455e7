import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { configOf, isWithin, projectRoot } from '../config.js';

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

/**
 * `token_path`, below where this machine's user keeps data of programs unless absolute. Never in the project, where it is
 * one "git add" away from being published.
 */
export function dataFolder(provider: string): string {
  const base = dataHome();
  const { token_path: path = provider } = configOf(provider);
  const folder = resolve(base, path);
  const fits = isAbsolute(path) ? !isWithin(projectRoot(), folder) : isWithin(base, folder);
  if (fits) return folder;
  throw new Error(
    'token_path in provider-config.yaml must stay below the data folder, or be absolute and lead out of the project',
  );
}

/** `MCP_DATA_DIR`, else `mcp` where the system has such data; what is relative there does not count (XDG Base Directory). */
function dataHome(): string {
  const { MCP_DATA_DIR: own, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (own) {
    if (isAbsolute(own)) return own;
    throw new Error('MCP_DATA_DIR must be an absolute path');
  }
  const home = homedir();
  const [stated, usual] =
    process.platform === 'win32'
      ? [LOCALAPPDATA, join(home, 'AppData', 'Local')]
      : process.platform === 'darwin'
        ? [undefined, join(home, 'Library', 'Application Support')]
        : [XDG_DATA_HOME, join(home, '.local', 'share')];
  return join(stated && isAbsolute(stated) ? stated : usual, 'mcp');
}

/** Only a missing file is nothing: any other failure taken for "no record" would let the next write destroy it. */
const whereMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
