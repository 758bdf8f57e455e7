import { expect } from 'vitest';
import { posixWords } from '../../src/kinds/api/pasted/posix-words.js';
import type { ExecOptions, Host, PackageArchive } from '../../src/model/host.js';
import { HIDDEN_VALUE } from '../../src/model/secrets.js';
import { type MemoryFiles, memoryFiles } from './memory.js';
import { type Outcome as Ended, type Person, runCommand } from './run-command.js';

export interface Outcome extends Ended {
  /** Commands that were run after the files were written. */
  ran: string[];
}

export interface MachineOptions extends Pick<Person, 'questions' | 'onNote'> {
  files: MemoryFiles;
  cwd: string;
  stdin?: string;
  env?: Record<string, string>;
  packages?: PackageArchive[];
  /** Of the commands that are run. */
  exitCode?: number;
  /** What a command prints; undefined where it is not one of those. */
  printed?(words: readonly string[], input: string): Promise<string> | undefined;
}

/** Runs `mcp-provider` on a disk in memory; stderr ends with the error and its hint. */
export async function runProgram(
  argv: readonly string[],
  {
    files,
    cwd,
    stdin = '',
    env = {},
    packages = [],
    exitCode = 0,
    printed,
    ...person
  }: MachineOptions,
): Promise<Outcome> {
  const ran: string[] = [];
  const host = {
    files,
    cwd,
    env,
    exec: async (words: readonly string[], { input = '' }: ExecOptions) => {
      ran.push(words.join(' '));
      const stdout = (await printed?.(words, input)) ?? '';
      return { exitCode, stdout, output: stdout };
    },
    stdin: async () => stdin,
    packages: () => Promise.resolve(packages),
  };
  const before = files.texts();
  const outcome = await runCommand(argv, host, person);
  const exec = () => Promise.resolve({ exitCode: 0, stdout: '', output: '' });
  await expectRepeatable(outcome, { ...host, exec, files: memoryFiles(before) });
  const { error } = outcome;
  const errorText = error ? `${error.code}: ${error.message}\n${error.hint}\n` : '';
  return { ...outcome, stderr: outcome.stderr + errorText, ran };
}

/** What a run prints under "Repeat" is a command that needs no answers, on the files from before the run. */
async function expectRepeatable({ stdout }: Ended, host: Host & { files: MemoryFiles }) {
  const [, block = ''] = /^Repeat\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
  const [line = ''] = block.replace(/^ {2}/gm, '').split('\ncd ');
  const isInterrupted = Object.keys(host.files.texts()).some((path) => path.includes('-journal/'));
  // A person signs in, enters the password of a database, or writes a secret in its place.
  const isAsked =
    ['--sign-in', HIDDEN_VALUE].some((text) => line.includes(text)) || !line.includes('--yes');
  if (line === '' || isInterrupted || isAsked) return;
  const words = posixWords(line.trim());
  const start = words.findIndex((word) => /^(create-)?mcp-provider$/.test(word));
  const command = words[start] === 'create-mcp-provider' ? ['create'] : [];
  const argv = [...command, ...words.slice(start + 1), '--dry-run'];
  const { exit, stderr, error } = await runCommand(argv, host);
  expect(exit, `${line}: ${error?.message ?? stderr}`).toBe(0);
}
