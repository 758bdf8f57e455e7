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

/** One run in a terminal. */
export interface Talked {
  /** Null where its time was over. */
  exit: number | null;
  /** What was shown, without control sequences. */
  screen: string;
  unasked: Answers;
  /** With control sequences. */
  recording: string;
  questions: number;
  keystrokes: number;
  seconds: number;
}

interface Terminal {
  columns?: number;
  variables?: Readonly<Record<string, string>>;
  /** A question that the test does not expect would wait for ever. */
  seconds?: number;
}

/** Runs one of our programs in a terminal and answers each question once it is there. */
export const talk = (
  program: string,
  args: readonly string[],
  cwd: string,
  answers: Answers,
  variables: Record<string, string> = {},
): Promise<Talked> =>
  talkTo([process.execPath, join(ROOT, 'bin', `${program}.cjs`), ...args], cwd, answers, {
    variables,
  });

/** The same for any program. */
export async function talkTo(
  words: readonly string[],
  cwd: string,
  answers: Answers,
  { columns = 100, variables = {}, seconds = 100 }: Terminal = {},
): Promise<Talked> {
  const command = `stty cols ${columns} rows 50; exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const start = performance.now();
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    timeout: seconds * 1000,
    env: { PATH: process.env.PATH, TERM: 'xterm', SHELL: '/bin/sh', ...variables },
  });
  let recording = '';
  let screen = '';
  let seen = 0;
  let keystrokes = 0;
  const left = [...answers];
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    recording += data;
    screen = stripVTControlCharacters(recording); // of the whole: a sequence may come in two parts
    const [next] = left;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    const typed = KEYS.includes(next[1]) ? next[1] : `${next[1]}\r`;
    keystrokes += keysIn(typed);
    child.stdin.write(typed);
  });
  await once(child, 'close');
  return {
    exit: child.killed ? null : child.exitCode, // "script" ends well, whatever ends it
    screen,
    unasked: left,
    recording,
    questions: answers.length - left.length,
    keystrokes,
    seconds: (performance.now() - start) / 1000,
  };
}

/** An arrow key sends three characters. */
const keysIn = (text: string): number => Array.from(text.replaceAll(/\p{Cc}\[./gu, 'x')).length;
