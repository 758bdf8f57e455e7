import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, join } from 'node:path';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';

/**
 * Where a program of the system is: on PATH or in one of `folders`.
 * @throws Error in CI on Linux, where `.ci/run` has installed it: nothing is skipped there
 */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const path = (process.env.PATH ?? '').split(delimiter);
  const found = [...path, ...folders].map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined && process.env.CI && process.platform === 'linux') {
    throw new Error(`${name} is not installed, and in CI its tests are not skipped`);
  }
  return found;
}

export interface Running {
  /** What it has printed. */
  said(): string;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  cwd: string;
  /** The line in which it says that it can be used. */
  ready: RegExp;
  /** Of another account, where it does not run under ours. */
  uid?: number;
  env?: NodeJS.ProcessEnv;
  /** What ends it at once; SIGINT, unless stated. */
  signal?: NodeJS.Signals;
}

/** @throws Error with what the program said, where it ends before it is ready */
export async function startProgram(
  program: string,
  args: readonly string[],
  { ready, signal = 'SIGINT', ...options }: ProgramOptions,
): Promise<Running> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (data: unknown) => {
      said += String(data);
      if (ready.test(said)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${program} ended: ${said}`)));
  });
  return {
    said: () => said,
    async stop() {
      child.kill(signal); // at once, also with open connections
      await ended;
    },
  };
}

/** Of the loopback interface; free at the moment. */
export async function freePort(): Promise<number> {
  const { origin, close } = await listenOnLoopback(createServer());
  await close();
  return Number(new URL(origin).port);
}
