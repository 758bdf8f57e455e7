import { ToolError } from '../provider/define.js';
import { namesIn, statusOf } from './folder-entries.js';
import type { OpenFolder } from './open-folder.js';
import type { FileLimits } from './store.js';

interface NewFile {
  folders: readonly string[];
  last: string;
  size: number;
}

/**
 * Counts the files of a folder, and closes it. That takes milliseconds up to some thousand files, and no counter can be
 * wrong.
 * @throws ToolError where there is no room for the file; a file that it replaces does not count
 */
export async function requireRoom(
  root: OpenFolder,
  { quotaBytes, maxFiles }: FileLimits,
  { folders, last, size }: NewFile,
): Promise<void> {
  const replaced = [...folders, last].join('/');
  let files = 1;
  let bytes = size;

  async function count(folder: OpenFolder, path: string): Promise<void> {
    try {
      for (const name of await namesIn(folder)) {
        const found = await statusOf(folder, name);
        if (!found || path + name === replaced) continue;
        files++;
        if (found.isDirectory()) await count(await folder.enter(name), `${path}${name}/`);
        else bytes += found.size;
      }
    } finally {
      await folder.close();
    }
  }

  await count(root, '');
  if (bytes > quotaBytes)
    throw new ToolError(`All files together can have at most ${quotaBytes} bytes. Delete some.`);
  if (files > maxFiles)
    throw new ToolError(`There can be at most ${maxFiles} files and folders. Delete some.`);
}
