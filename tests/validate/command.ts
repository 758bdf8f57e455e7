import type { ExampleChanges } from '../../src/model/rule.js';
import { exampleProject } from '../../src/rules/example.js';
import { memoryFiles } from '../support/memory.js';
import { runCommand } from '../support/run-command.js';

interface At {
  cwd?: string;
  columns?: number;
}

const refuse = () => Promise.reject(new Error('Not in these tests.'));

export interface Ended {
  exit: number;
  stdout: string;
  stderr: string;
  /** Of a failure. */
  code?: string;
  /** All files after the run. */
  texts: Record<string, string>;
}

/** The minimal project with changes, in a directory. */
export function projectIn(directory: string, changes: ExampleChanges = {}): Record<string, string> {
  const { texts } = exampleProject(changes);
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [`${directory}/${path}`, text]),
  );
}

/** Runs `mcp-provider validate` on a disk in memory. */
export async function validate(
  disk: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  { cwd = '/repo', columns = 80 }: At = {},
): Promise<Ended> {
  const files = memoryFiles(disk);
  const host = { files, stdin: refuse, exec: refuse, cwd, env: {} };
  const outcome = await runCommand(['validate', ...args], host, { columns });
  const { exit, stdout, stderr, error } = outcome;
  return {
    exit,
    stdout,
    stderr: error ? `${stderr}${error.message}\n${error.hint}\n` : stderr,
    texts: files.texts(),
    ...(error && { code: error.code }),
  };
}
