import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Calls `onChange` with the name of each change in a folder and its subfolders. Each folder has a
 * watcher, because Node's own `recursive` loses a file on Linux once an editor has replaced it.
 */
export function watchFolder(
  root: string,
  isDeep: boolean,
  onChange: (name: string) => void,
): () => void {
  const watchers = new Map<string, FSWatcher>();
  function leave(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
  function startWatcher(folder: string): FSWatcher {
    return watch(folder, (_, name) => {
      // The folder's own name: it was removed, and may have been created again.
      if (name === basename(folder)) leave(folder);
      add();
      onChange(name ?? '');
    }).on('error', () => leave(folder));
  }
  function add(isFirst = false): void {
    const folders = [root];
    for (const folder of folders) {
      try {
        if (!watchers.has(folder)) watchers.set(folder, startWatcher(folder));
        if (!isDeep) continue;
        for (const entry of readdirSync(folder, { withFileTypes: true }))
          if (entry.isDirectory()) folders.push(join(folder, entry.name));
      } catch (error) {
        leave(folder); // removed, not readable, or too many; other watchers continue
        const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        if (isFirst && folder === root && !isMissing) throw error;
      }
    }
    for (const folder of watchers.keys()) if (!folders.includes(folder)) leave(folder);
  }
  add(true);
  return () => watchers.forEach((watcher) => watcher.close());
}
