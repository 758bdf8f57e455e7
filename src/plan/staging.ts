import { dirname, join } from 'node:path';
import { refusedIn } from '../model/errors/host.js';
import type { HostFiles } from '../model/host.js';
import type { NewFile } from '../model/plan.js';

/** Matches `.mcp-provider-<writer>-<random>.partial`: unfinished work, with the process to which it belongs. */
const STAGING = /^\.mcp-provider-([a-z0-9]+(?:-[a-z0-9]+)+)-[a-z0-9]+\.partial$/;

/** Returns a path in `directory` for files that are being written. */
export function stagingPath(files: HostFiles, directory: string): string {
  // The number is not a secret: it distinguishes files that one process writes at the same time.
  const random = Math.random().toString(36).slice(2);
  return join(directory, `.mcp-provider-${files.writer}-${random}.partial`);
}

/** Creates such a path. @throws CliError `disk/refused`, which names `directory` */
export async function openStaging(files: HostFiles, directory: string): Promise<string> {
  const stagingFolder = stagingPath(files, directory);
  await files.makeDirectory(stagingFolder).catch((error: unknown) => {
    throw refusedIn(directory, error);
  });
  return stagingFolder;
}

/** Removes a staging folder. If the disk refuses, the next run tries again. */
export async function removeStaging(files: HostFiles, stagingFolder: string): Promise<void> {
  await files.remove(stagingFolder).catch(() => undefined);
}

/**
 * Replaces a file that only its owner can read. On a full disk, it stays as it was.
 * @throws CliError `disk/refused`
 */
export async function replacePrivate(files: HostFiles, path: string, text: string): Promise<void> {
  const directory = dirname(path);
  await files.makeDirectory(directory);
  await removeStale(files, directory);
  const draft = stagingPath(files, directory);
  try {
    await files.write(draft, '');
    await files.makePrivate(draft);
    await files.write(draft, text);
    await files.rename(draft, path);
  } catch (error) {
    await removeStaging(files, draft);
    throw error;
  }
}

/** Removes what ended processes have left in `directory`. */
export async function removeStale(files: HostFiles, directory: string): Promise<void> {
  // A directory that we cannot read is one that we could not write either.
  const names = await files.list(directory).catch(() => []);
  for (const name of names) {
    const writer = STAGING.exec(name)?.[1];
    if (writer !== undefined && !files.isRunning(writer))
      await removeStaging(files, join(directory, name));
  }
}

export const newFileContent = (file: NewFile) => ('bytes' in file ? file.bytes : file.text);

/** Writes a tree of files. @throws the reason of `signal` between two files */
export async function writeTree(
  files: HostFiles,
  directory: string,
  tree: readonly NewFile[],
  signal?: AbortSignal,
): Promise<void> {
  const targets = tree.map((file) => ({
    target: join(directory, file.path),
    contents: newFileContent(file),
  }));
  for (const parent of new Set(targets.map(({ target }) => dirname(target)))) {
    await files.makeDirectory(parent);
  }
  for (const { target, contents } of targets) {
    signal?.throwIfAborted();
    await files.write(target, contents);
  }
}
