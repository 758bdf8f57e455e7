import { commands } from '../../src/commands/register.gen.js';
import { commonFlags } from '../../src/cli/flags.js';
import { parse } from '../../src/cli/parser.js';
import type { MemoryFiles } from '../host/memory.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { PackageArchive } from '../../src/model/host.js';
import type { Questions } from '../../src/model/questions.js';
import type { Ui, View } from '../../src/model/ui.js';
import { paint } from '../../src/ui/paint.js';

export interface Outcome {
  exit: number;
  stdout: string;
  /** Notes, warnings and the error with its hint, a line each. */
  stderr: string;
  /** Commands that were run after the files were written. */
  ran: string[];
  error?: CliError;
}

export interface MachineOptions {
  files: MemoryFiles;
  cwd: string;
  /** Somebody who answers; without them the run is not interactive. */
  questions?: Questions;
  stdin?: string;
  env?: Record<string, string>;
  /** Gets each note while the command runs. */
  onNote?: (text: string) => void;
  packages?: PackageArchive[];
  runtimeSources?: Uint8Array;
}

/** Runs `mcp-provider` on a disk in memory. */
export async function runProgram(
  argv: readonly string[],
  { files, cwd, questions, stdin = '', env = {}, onNote, ...more }: MachineOptions,
): Promise<Outcome> {
  const outcome: Outcome = { exit: 0, stdout: '', stderr: '', ran: [] };
  const view: View = { color: false, columns: 80, paint: paint(false) };
  const say = (text: string) => void (outcome.stderr += `${text}\n`);
  const ui: Ui = {
    result: (text) => void (outcome.stdout += text.replace(/\n?$/, '\n')),
    write: (text) => void (outcome.stdout += text),
    note(text) {
      say(text);
      onNote?.(text);
    },
    step: say,
    success: say,
    warn: say,
    error: say,
    progress: (_, work) => work(() => undefined),
    waiting: (_, work) => work(),
    ask: async () => questions!,
    interactive: questions !== undefined,
    stdout: view,
    stderr: view,
  };
  try {
    const output = { stdout: view, stderr: view, writeOut: ui.result, writeErr: say };
    const invocation = parse('mcp-provider', argv, Object.values(commands), output)!;
    const command = await invocation.description.load();
    const exec = async (words: readonly string[]) => {
      outcome.ran.push(words.join(' '));
      return { exitCode: 0, output: '' };
    };
    const host = {
      files,
      cwd,
      env,
      exec,
      stdin: async () => stdin,
      packages: () => more.packages ?? [],
      runtimeSources: () => more.runtimeSources,
    };
    const { signal } = new AbortController();
    const { given } = invocation;
    outcome.exit = await command.run(
      { host, ui, signal, stoppable: (work) => work(signal), flags: commonFlags(given) },
      given,
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    say(`${error.code}: ${error.message}\n${error.hint}`);
    outcome.exit = error.exit;
    outcome.error = error;
  }
  return outcome;
}
