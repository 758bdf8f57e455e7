import { spawn } from 'node:child_process';
import { type FSWatcher, readdirSync, watch as watchFolder } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endWithThisProcess } from '../../runtime/src/node/guard.js';
import type { RunningProgram, StartOptions } from '../model/host.js';

/** The folder with the page of `dev`. */
export const page = fileURLToPath(new URL('../page', import.meta.url));

/** Time in milliseconds to end after SIGTERM. */
const GRACE_MS = 10_000;

/** Starts a program that runs in parallel with this one and ends together with it. */
export function start(
  [file, ...args]: readonly [string, ...string[]],
  { cwd, env, onLine, onMessage, onEnd, isUrgent = true }: StartOptions,
): RunningProgram {
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: onMessage ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', onLine);
  child.on('message', (message) => onMessage?.(message));
  child.once('error', (error) => onLine(error.message)).once('close', onEnd);
  if (!isUrgent && child.pid !== undefined) lowerPriority(child.pid);
  if (child.pid !== undefined) endWithThisProcess(child, child.pid, true);
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  return {
    send(message) {
      if (child.connected) child.send(message);
    },
    stop() {
      child.kill('SIGTERM');
      setTimeout(end, GRACE_MS).unref();
    },
  };
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process has ended, or the system has no priorities.
  }
}

/**
 * Calls `onChange` with the name of each change in a folder and its subfolders. Each folder has a
 * watcher, because Node's own `recursive` loses a file on Linux once an editor has replaced it.
 */
export function watch(root: string, isDeep: boolean, onChange: (name: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  function leave(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
  function watcherOf(folder: string): FSWatcher {
    return watchFolder(folder, (_, name) => {
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
        if (!watchers.has(folder)) watchers.set(folder, watcherOf(folder));
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
