import type { ExecOptions, PackageArchive } from '../../src/model/host.js';
import type { MemoryFiles } from '../host/memory.js';
import { type Outcome as Ended, type Person, runCommand } from '../host/run-command.js';

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
  const outcome = await runCommand(argv, host, person);
  const { error } = outcome;
  const told = error ? `${error.code}: ${error.message}\n${error.hint}\n` : '';
  return { ...outcome, stderr: outcome.stderr + told, ran };
}
