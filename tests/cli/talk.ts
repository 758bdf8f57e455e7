import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './spawn.js';

/** `script` of util-linux gives a program a terminal of its own; that of other systems takes other options. */
export const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

/** What is asked, by words of the question, and what is typed then; Enter follows, except where one key is enough. */
export type Answers = readonly (readonly [question: string, typed: string])[];

export const UP = '\u001B[A';
export const DOWN = '\u001B[B';
export const BACK_TAB = '\u001B[Z';
export const ESCAPE = '\u001B';
export const BACKSPACE = '\u007F';
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
const KEYS = ['y', 'n', CTRL_C, CTRL_D, ESCAPE, BACK_TAB, BACKSPACE];

/** Runs a program in a terminal and answers each question once it is there. */
export async function talk(
  program: string,
  args: readonly string[],
  cwd: string,
  answers: Answers,
  variables: Record<string, string> = {},
) {
  const words = [process.execPath, join(ROOT, 'bin', `${program}.cjs`), ...args];
  const command = `stty cols 100 rows 50; exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    // A question that nobody expects would wait for ever.
    timeout: 12_000,
    env: { PATH: process.env.PATH, TERM: 'xterm', SHELL: '/bin/sh', ...variables },
  });
  let screen = '';
  let seen = 0;
  const left = [...answers];
  child.stdout.on('data', (data) => {
    screen += stripVTControlCharacters(String(data));
    const [next] = left;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    child.stdin.write(KEYS.includes(next[1]) ? next[1] : `${next[1]}\r`);
  });
  await once(child, 'close');
  return { exit: child.exitCode, screen, unasked: left };
}
