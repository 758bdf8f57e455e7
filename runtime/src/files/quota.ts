import { ToolError } from '../call/result/tool-error.js';
import { entriesIn, fileStatus } from './folder-entries.js';
import { diskName, type OpenFolder } from './open-folder.js';
import type { FileLimits } from './store.js';

/** Counts files of a user until a limit is reached. */
export interface FileQuota {
  /** @throws ToolError if a limit is exceeded */
  take(size: number): void;
}

/** Counts files and bytes up to the limits of a user. */
export function fileQuota({ quotaBytes, maxFiles }: FileLimits): FileQuota {
  let files = 0;
  let bytes = 0;
  return {
    take(size) {
      files++;
      bytes += size;
      if (bytes > quotaBytes)
        throw new ToolError(
          `All files together can have at most ${quotaBytes} bytes. Delete some.`,
        );
      if (files > maxFiles)
        throw new ToolError(`There can be at most ${maxFiles} files and folders. Delete some.`);
    },
  };
}

/** Counts the folders that do not exist yet, and closes `root`. @returns whether there are any */
export async function countNewFolders(
  { take }: FileQuota,
  root: OpenFolder,
  names: readonly string[],
): Promise<boolean> {
  let folder = root;
  for (const [depth, name] of names.entries()) {
    const outer = folder;
    try {
      const onDisk = await diskName(outer, name);
      if (!(await fileStatus(outer, onDisk))) {
        names.slice(depth).forEach(() => take(0));
        return true;
      }
      folder = await outer.enter(onDisk);
    } finally {
      await outer.close();
    }
  }
  await folder.close();
  return false;
}

/**
 * Counts the accessible files and folders in a folder, and closes it. It takes milliseconds for
 * some thousand files, and unlike a stored counter, it cannot be wrong.
 * @param isCounted tests an entry by path and name
 */
export async function countFolder(
  { take }: FileQuota,
  root: OpenFolder,
  isCounted: (path: string, name: string) => boolean,
): Promise<void> {
  async function count(folder: OpenFolder, path: string): Promise<void> {
    try {
      for (const [name, onDisk] of await entriesIn(folder).catch(() => [])) {
        const status = await fileStatus(folder, onDisk);
        if (!status || !isCounted(path + name, name)) continue;
        take(status.isDirectory() ? 0 : status.size);
        const inner = status.isDirectory() && (await folder.enter(onDisk).catch(() => undefined));
        if (inner) await count(inner, `${path}${name}/`);
      }
    } finally {
      await folder.close();
    }
  }

  await count(root, '');
}
