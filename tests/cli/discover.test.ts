import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { GREETER } from './greeter.js';
import { run, start } from './spawn.js';

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));

/** Ignores the end of its input and SIGTERM, and starts a second program that does the same. */
const STUBBORN = `
  const { spawn } = require('node:child_process');
  const { appendFileSync } = require('node:fs');
  process.on('SIGTERM', () => {});
  appendFileSync(process.argv[1], process.pid + '\\n');
  if (process.argv[2] === 'first')
    spawn(process.execPath, ['-e', process.env.SOURCE, process.argv[1], 'second'], { stdio: 'ignore' });
  setInterval(() => {}, 1000);
`;

it.runIf(process.platform !== 'win32').each([
  ['its time is over', '2', undefined, 2],
  ['it is cancelled', '60', 'SIGINT', 130],
] as const)(
  'ends a program and what that started when %s',
  async (_, seconds, signal, code) => {
    const file = join(folder, 'pids');
    const words = ['--', process.execPath, '-e', STUBBORN, file, 'first'];
    const child = start(['discover', '--timeout', seconds, '--env', 'SOURCE', ...words], {
      env: { SOURCE: STUBBORN },
    });
    const closed = once(child, 'close');
    const pids = await started(file);
    if (signal) child.kill(signal);
    await closed;
    expect(child.exitCode).toBe(code);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]); // the end of what is killed takes a moment
  },
  20_000,
);

/** Both commands that talk to a program end with it, and not before. */
it.each([
  ['discover', [], 'say_hello'],
  ['call', ['say_hello'], 'Hello'],
])('lists the tools of a program: %s', async (command, words, shown) => {
  const { exit, stdout } = await run([command, ...words, '--', process.execPath, '-e', GREETER]);
  expect([exit, stdout]).toEqual([0, expect.stringContaining(shown)]);
});

async function started(file: string): Promise<number[]> {
  for (;;) {
    await sleep(50);
    const lines = read(file).trim().split('\n');
    if (lines.length === 2) return lines.map(Number);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended and was not waited for is in the table of processes, too.
    return !/^State:\s+Z/m.test(read(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}
