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

const NO_MODES_CODES = new Set<unknown>(['EPERM', 'ENOTSUP', 'ENOSYS']);
const ABSENT_CODES = new Set(['ENOENT', 'ENOTDIR']);

/** Returns the result of `work`; `absent` if the file or a parent directory does not exist. */
function diskCall<T, A = never>(action: string, path: string, work: () => T, absent?: A): T | A {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code } = error as NodeJS.ErrnoException; // node:fs throws such errors
    if (absent !== undefined && code !== undefined && ABSENT_CODES.has(code)) return absent;
    throw diskRefused(action, path, error) ?? error;
  }
}

/** Flag that Windows does not have. */
const NONBLOCK = process.platform === 'win32' ? 0 : fs.constants.O_NONBLOCK;

/** Sets permissions. File systems without permissions, such as FAT, ignore them. */
function setMode(path: string, mode: () => number): void {
  diskCall('set the permissions of', path, () => {
    try {
      fs.chmodSync(path, mode());
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && NO_MODES_CODES.has(error.code)))
        throw error;
    }
  });
}

const SAME_OWNER = -1;

/** Changes the owner, which only root may do, or the group, which a member of the group may do. */
function changeOwner(path: string, uid: number, gid: number): void {
  for (const user of [uid, SAME_OWNER]) {
    try {
      fs.chownSync(path, user, gid);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && NO_MODES_CODES.has(error.code)))
        throw error;
    }
  }
}

/**
 * Opens a file to read it, without waiting for the other end of a pipe. Systems refuse sockets with
 * different codes.
 */
function openToRead(path: string): number {
  try {
    return fs.openSync(path, fs.constants.O_RDONLY | NONBLOCK);
  } catch (error) {
    throw fs.statSync(path, { throwIfNoEntry: false })?.isSocket() ? notRegular(path) : error;
  }
}

/** Reads a regular file, and no device. */
function readRegular(path: string): Buffer {
  const file = openToRead(path);
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile() && !stat.isDirectory()) throw notRegular(path);
    if (stat.size > MAX_FILE_BYTES) throw fileTooLarge(path);
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function utf8Text(path: string, bytes: Buffer | null): string | null {
  if (bytes !== null && !isUtf8(bytes)) throw notText(path);
  return bytes?.toString('utf8') ?? null;
}

function fileKind(stat: fs.Stats | fs.Dirent): FileKind {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

/** Returns the size in bytes; 0 if it is not a file, or does not exist any more. */
const fileSize = (folder: string, entry: fs.Dirent): number =>
  entry.isFile()
    ? (fs.lstatSync(join(folder, entry.name), { throwIfNoEntry: false })?.size ?? 0)
    : 0;

/**
 * Creates a folder with its parents one by one, because Node's own `recursive` never returns if the
 * system refuses, as in /proc.
 */
function makeFolder(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !fs.existsSync(parent)) makeFolder(parent);
  diskCall('make', path, () => {
    try {
      fs.mkdirSync(path);
    } catch (error) {
      if (!fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
    }
  });
}

/** Maximum file size in bytes. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * The disk of this machine. It uses synchronous calls: a project of 60 small files takes 1.5 ms
 * with them, but 5 to 15 ms with promises, and each command should start within milliseconds.
 */
export const diskFiles: HostFiles = {
  async read(path) {
    return utf8Text(
      path,
      diskCall('read', path, () => readRegular(path), null),
    );
  },

  async readBytes(path) {
    return diskCall('read', path, () => readRegular(path), null);
  },

  async readInput(path) {
    const { InputTooLargeError, readInput } =
      await import('../../runtime/src/node/bounded-input.js');
    try {
      return utf8Text(path, await readInput(path, MAX_FILE_BYTES));
    } catch (error) {
      if (error instanceof InputTooLargeError) throw inputTooLarge(path);
      return diskCall<null, null>(
        'read',
        path,
        () => {
          throw error;
        },
        null,
      );
    }
  },

  async head(path, length) {
    const read = () => {
      const file = openToRead(path);
      try {
        const bytes = Buffer.alloc(length);
        return bytes.toString('latin1', 0, fs.readSync(file, bytes, 0, length, 0));
      } finally {
        fs.closeSync(file);
      }
    };
    return diskCall('read', path, read, '');
  },

  async digest(path) {
    const bytes = diskCall('read', path, () => readRegular(path), null);
    if (bytes === null) return null;
    const { createHash } = await import('node:crypto');
    return createHash('sha256').update(bytes).digest('hex');
  },

  async write(path, contents) {
    diskCall('write', path, () => fs.writeFileSync(path, contents));
    await setImmediate(); // A signal can be handled between two files.
  },

  async kind(path) {
    const stat = diskCall('look at', path, () => fs.lstatSync(path), null);
    return stat && fileKind(stat);
  },

  async identity(path) {
    return diskCall('look at', path, () => fs.lstatSync(path, { bigint: true }).ino.toString());
  },

  async list(path) {
    return diskCall<string[], string[]>('list', path, () => fs.readdirSync(path), []).sort();
  },

  async entries(path) {
    const listing = diskCall<fs.Dirent[], fs.Dirent[]>(
      'list',
      path,
      () => fs.readdirSync(path, { withFileTypes: true }),
      [],
    );
    return listing
      .map((entry) => ({
        name: entry.name,
        kind: fileKind(entry),
        get size() {
          return fileSize(path, entry); // few ask, and it takes a call of the system
        },
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },

  async makeDirectory(path) {
    makeFolder(path);
  },

  async rename(source, target) {
    diskCall('write', target, () => {
      // Windows does not replace directories, not even empty ones.
      const stat = process.platform === 'win32' && fs.lstatSync(target, { throwIfNoEntry: false });
      if (stat && stat.isDirectory()) fs.rmdirSync(target);
      fs.renameSync(source, target);
    });
  },

  async remove(path) {
    diskCall('remove', path, () => fs.rmSync(path, { recursive: true, force: true }), null);
  },

  async realPath(path) {
    return diskCall('follow', path, () => fs.realpathSync.native(path));
  },

  async keepMode(source, target) {
    setMode(target, () => {
      const { mode, uid, gid } = fs.statSync(source);
      changeOwner(target, uid, gid);
      // If the group differs from that of the file, it gets no permissions.
      return mode & (fs.statSync(target).gid === gid ? 0o7777 : 0o7707);
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
    const stat = diskCall('look at', path, () => fs.lstatSync(path), null);
    if (stat === null) return null;
    if ((stat.mode & 0o200) === 0) return 'read-only';
    if (process.geteuid !== undefined && stat.uid !== process.geteuid()) return 'other-owner';
    return stat.nlink > 1 && stat.isFile() ? 'hard-links' : null;
  },

  async flush(path) {
    diskCall('write', path, () => {
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
