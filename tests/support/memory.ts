import { createHash } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';
import { diskRefused } from '../../src/model/errors/host.js';
import type { HostFiles } from '../../src/model/host.js';

/**
 * A disk that lives in memory and knows no links and no permissions; `texts()` is what it holds, by absolute path, with
 * what is not text in base64.
 */
export interface MemoryFiles extends HostFiles {
  texts(): Record<string, string>;
}

/** Returns texts by their absolute paths below a directory. */
export const treeAt = (
  root: string,
  tree: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(tree).map(([path, text]) => [join(root, path), text]));

class Directory {
  static #made = 0;
  readonly id = String(++Directory.#made);
}
type Entry = string | Uint8Array | Directory;

const shown = (contents: string | Uint8Array) =>
  typeof contents === 'string' ? contents : Buffer.from(contents).toString('base64');

const refused = (code: string, doing: string, path: string) => {
  const cause = Object.assign(new Error(`${code}: ${doing} '${path}'`), { code });
  return diskRefused(doing, path, cause) ?? cause;
};

export function memoryFiles(texts: Readonly<Record<string, string>> = {}): MemoryFiles {
  const entries = new Map<string, Entry>();
  const below = (path: string): [string, Entry][] =>
    [...entries].filter(([key]) => key.startsWith(join(path, sep)));
  const parentMustBe = (doing: string, path: string) => {
    const parent = entries.get(dirname(path));
    if (!(parent instanceof Directory))
      throw refused(parent === undefined ? 'ENOENT' : 'ENOTDIR', doing, path);
  };
  const makeDirectory = (path: string) => {
    const entry = entries.get(path);
    if (entry instanceof Directory) return;
    if (entry !== undefined) throw refused('EEXIST', 'make', path);
    if (dirname(path) !== path) {
      const parent = entries.get(dirname(path));
      if (parent !== undefined && !(parent instanceof Directory))
        throw refused('ENOTDIR', 'make', path);
      makeDirectory(dirname(path));
    }
    entries.set(path, new Directory());
  };
  for (const [path, text] of Object.entries(texts)) {
    makeDirectory(dirname(path));
    entries.set(path, text);
  }

  return {
    texts: () =>
      Object.fromEntries(
        [...entries].flatMap(([path, entry]) =>
          entry instanceof Directory ? [] : [[path, shown(entry)]],
        ),
      ),

    async read(path) {
      const entry = entries.get(path) ?? null;
      if (entry instanceof Directory) throw refused('EISDIR', 'read', path);
      return entry === null ? null : shown(entry);
    },

    async readBytes(path) {
      const entry = entries.get(path) ?? null;
      if (entry instanceof Directory) throw refused('EISDIR', 'read', path);
      return typeof entry === 'string' ? Buffer.from(entry) : entry;
    },

    async readInput(path) {
      return this.read(path);
    },

    async head(path, length) {
      const entry = entries.get(path) ?? '';
      if (entry instanceof Directory) throw refused('EISDIR', 'read', path);
      return Buffer.from(entry).toString('latin1', 0, length);
    },

    async digest(path) {
      const entry = entries.get(path) ?? null;
      if (entry instanceof Directory) throw refused('EISDIR', 'read', path);
      return entry === null ? null : createHash('sha256').update(entry).digest('hex');
    },

    async write(path, contents) {
      parentMustBe('write', path);
      if (entries.get(path) instanceof Directory) throw refused('EISDIR', 'write', path);
      entries.set(path, contents);
    },

    async kind(path) {
      const entry = entries.get(path);
      if (entry === undefined) return null;
      return entry instanceof Directory ? 'directory' : 'file';
    },

    async identity(path) {
      const entry = entries.get(path);
      if (entry === undefined) throw refused('ENOENT', 'look at', path);
      return entry instanceof Directory ? entry.id : path;
    },

    async list(path) {
      return below(path)
        .filter(([key]) => dirname(key) === path)
        .map(([key]) => basename(key))
        .sort();
    },

    async entries(path) {
      const found = below(path).filter(([key]) => dirname(key) === path);
      return found
        .map(([key, entry]) => ({
          name: basename(key),
          kind: entry instanceof Directory ? ('directory' as const) : ('file' as const),
          size: entry instanceof Directory ? 0 : Buffer.byteLength(entry),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    async makeDirectory(path) {
      makeDirectory(path);
    },

    async rename(from, to) {
      const source = entries.get(from);
      const target = entries.get(to);
      if (source === undefined) throw refused('ENOENT', 'write', to);
      parentMustBe('write', to);
      const isDirectory = source instanceof Directory;
      if (target !== undefined && isDirectory !== target instanceof Directory)
        throw refused(isDirectory ? 'ENOTDIR' : 'EISDIR', 'write', to);
      if (below(to).length > 0) throw refused('ENOTEMPTY', 'write', to);
      for (const [key, entry] of [[from, source] satisfies [string, Entry], ...below(from)]) {
        entries.delete(key);
        entries.set(to + key.slice(from.length), entry);
      }
    },

    async remove(path) {
      for (const [key] of below(path)) entries.delete(key);
      entries.delete(path);
    },

    async realPath(path) {
      if (!entries.has(path)) throw refused('ENOENT', 'follow', path);
      return path;
    },

    async keepMode(from, to) {
      for (const path of [from, to]) {
        if (!entries.has(path)) throw refused('ENOENT', 'set the permissions of', to);
      }
    },

    async makePrivate(path) {
      if (!entries.has(path)) throw refused('ENOENT', 'set the permissions of', path);
    },

    async gitExcludes() {
      return [];
    },
    async obstacle() {
      return null;
    },

    async flush(path) {
      if (entries.get(path) === undefined) throw refused('ENOENT', 'write', path);
    },

    writer: 'memory-0',
    isRunning: () => false,
  };
}
