import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import {
  diskRefused,
  fileTooLarge,
  inputTooLarge,
  notRegular,
  notText,
} from '../model/errors/host.js';
import type { FileKind, HostFiles } from '../model/host.js';
import { isRunning, processName } from './process-name.js';

const NO_MODES = new Set<unknown>(['EPERM', 'ENOTSUP', 'ENOSYS']);
const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/** What `work` returns; `absent` where the file or a directory above it is missing. */
function system<T, A = never>(doing: string, path: string, work: () => T, absent?: A): T | A {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code } = error as NodeJS.ErrnoException; // what node:fs throws
    if (absent !== undefined && code !== undefined && ABSENT.has(code)) return absent;
    throw diskRefused(doing, path, error) ?? error;
  }
}

/** Windows has no such flag. */
const NONBLOCK = process.platform === 'win32' ? 0 : fs.constants.O_NONBLOCK;

/** A file system without permissions, such as FAT, keeps none. */
function setMode(path: string, mode: () => number): void {
  system('set the permissions of', path, () => {
    try {
      fs.chmodSync(path, mode());
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && NO_MODES.has(error.code))) throw error;
    }
  });
}

const UNCHANGED = -1;

/** Only root may do so for another user; a member of the group may do so for the group. */
function giveTo(path: string, uid: number, gid: number): void {
  for (const user of [uid, UNCHANGED]) {
    try {
      fs.chownSync(path, user, gid);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && NO_MODES.has(error.code))) throw error;
    }
  }
}

/** Without waiting for the other end of a pipe, and without reading devices. */
function readRegular(path: string): Buffer {
  const file = fs.openSync(path, fs.constants.O_RDONLY | NONBLOCK);
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile() && !stat.isDirectory()) throw notRegular(path);
    if (stat.size > LARGEST) throw fileTooLarge(path);
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function textOf(path: string, bytes: Buffer | null): string | null {
  if (bytes !== null && !isUtf8(bytes)) throw notText(path);
  return bytes?.toString('utf8') ?? null;
}

function kindOf(stat: fs.Stats | fs.Dirent): FileKind {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

/** 0 of what is no file, or is gone. */
const sizeOf = (folder: string, entry: fs.Dirent): number =>
  entry.isFile()
    ? (fs.lstatSync(join(folder, entry.name), { throwIfNoEntry: false })?.size ?? 0)
    : 0;

/** With all parents, one by one: where the system makes none, as in /proc, Node's own `recursive` never returns. */
function makeFolder(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !fs.existsSync(parent)) makeFolder(parent);
  system('make', path, () => {
    try {
      fs.mkdirSync(path);
    } catch (error) {
      if (!fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
    }
  });
}

/** In bytes. */
export const LARGEST = 64 * 1024 * 1024;

/**
 * The disk of this machine. Its calls are the synchronous ones: a project of 60 small files takes 1.5 ms with them, 5 to
 * 15 ms with promises, and the start of a command is counted in milliseconds.
 */
export const diskFiles: HostFiles = {
  async read(path) {
    return textOf(
      path,
      system('read', path, () => readRegular(path), null),
    );
  },

  async readInput(path) {
    const { InputTooLarge, readInput } = await import('../../runtime/src/node/bounded-input.js');
    try {
      return textOf(path, await readInput(path, LARGEST));
    } catch (error) {
      if (error instanceof InputTooLarge) throw inputTooLarge(path);
      return system<null, null>('read', path, () => { throw error; }, null); // prettier-ignore
    }
  },

  async head(path, length) {
    const read = () => {
      const file = fs.openSync(path, fs.constants.O_RDONLY | NONBLOCK);
      try {
        const bytes = Buffer.alloc(length);
        return bytes.toString('latin1', 0, fs.readSync(file, bytes, 0, length, 0));
      } finally {
        fs.closeSync(file);
      }
    };
    return system('read', path, read, '');
  },

  async digest(path) {
    const bytes = system('read', path, () => readRegular(path), null);
    if (bytes === null) return null;
    const { createHash } = await import('node:crypto');
    return createHash('sha256').update(bytes).digest('hex');
  },

  async write(path, contents) {
    system('write', path, () => fs.writeFileSync(path, contents));
    await setImmediate(); // A signal is heard between two files.
  },

  async kind(path) {
    const stat = system('look at', path, () => fs.lstatSync(path), null);
    return stat && kindOf(stat);
  },

  async identity(path) {
    return system('look at', path, () => fs.lstatSync(path, { bigint: true }).ino.toString());
  },

  async list(path) {
    return system<string[], string[]>('list', path, () => fs.readdirSync(path), []).sort();
  },

  async entries(path) {
    const listing = system<fs.Dirent[], fs.Dirent[]>(
      'list',
      path,
      () => fs.readdirSync(path, { withFileTypes: true }),
      [],
    );
    return listing
      .map((entry) => ({ name: entry.name, kind: kindOf(entry), size: sizeOf(path, entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },

  async makeDirectory(path) {
    makeFolder(path);
  },

  async rename(from, to) {
    system('write', to, () => {
      // Windows does not replace a directory, not even one that is empty.
      const stat = process.platform === 'win32' && fs.lstatSync(to, { throwIfNoEntry: false });
      if (stat && stat.isDirectory()) fs.rmdirSync(to);
      fs.renameSync(from, to);
    });
  },

  async remove(path) {
    system('remove', path, () => fs.rmSync(path, { recursive: true, force: true }), null);
  },

  async realPath(path) {
    return system('follow', path, () => fs.realpathSync.native(path));
  },

  async keepMode(from, to) {
    setMode(to, () => {
      const { mode, uid, gid } = fs.statSync(from);
      giveTo(to, uid, gid);
      // Another group than that of the file gets nothing.
      return mode & (fs.statSync(to).gid === gid ? 0o7777 : 0o7707);
    });
  },

  async makePrivate(path) {
    setMode(path, () => fs.statSync(path).mode & 0o700);
  },

  async gitExcludes(repository) {
    if (!fs.existsSync(join(repository, '.git'))) return [];
    return (await import('./git-excludes.js')).gitExcludes(repository);
  },

  async obstacle(path) {
    const stat = system('look at', path, () => fs.lstatSync(path), null);
    if (stat === null) return null;
    if ((stat.mode & 0o200) === 0) return 'read-only';
    if (process.geteuid !== undefined && stat.uid !== process.geteuid()) return 'other-owner';
    return stat.nlink > 1 && stat.isFile() ? 'hard-links' : null;
  },

  async flush(path) {
    system('write', path, () => {
      const file = fs.openSync(path, 'r+');
      try {
        fs.fsyncSync(file);
      } finally {
        fs.closeSync(file);
      }
    });
  },

  get writer() {
    return processName(process.pid);
  },
  isRunning,
};
