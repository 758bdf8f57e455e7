import { commonFlags } from '../../src/cli/main.js';
import { parse } from '../../src/cli/parser.js';
import { commands } from '../../src/commands/register.gen.js';
import type { CommandDescription } from '../../src/model/command.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { Host } from '../../src/model/host.js';
import type { Questions } from '../../src/model/questions.js';
import type { Ui, View } from '../../src/model/ui.js';
import { loadDetails } from '../../src/options/common-options.js';
import { paint } from '../../src/ui/paint.js';

export interface Outcome {
  exit: number;
  stdout: string;
  /** Notes and warnings, a line each; not the error. */
  stderr: string;
  error?: CliError;
}

export interface Person {
  /** Somebody who answers; without them the run is not interactive. */
  questions?: Questions | undefined;
  /** Gets each note while the command runs. */
  onNote?: ((text: string) => void) | undefined;
  columns?: number | undefined;
}

/** Runs `mcp-provider` with these words on a host. */
export async function runCommand(
  argv: readonly string[],
  host: Host,
  { questions, onNote, columns = 80 }: Person = {},
): Promise<Outcome> {
  const outcome: Outcome = { exit: 0, stdout: '', stderr: '' };
  const view: View = { color: false, columns, paint: paint(false) };
  const say = (text: string) => void (outcome.stderr += `${text}\n`);
  const notes: string[] = [];
  const ui: Ui = {
    result: (text) => void (outcome.stdout += text.replace(/\n?$/, '\n')),
    data: (text) => void (outcome.stdout += text.replace(/\n?$/, '\n')),
    write: (text) => void (outcome.stdout += text),
    notes,
    note(text) {
      notes.push(text);
      say(text);
      onNote?.(text);
    },
    step: say,
    success: say,
    warn(text) {
      notes.push(text);
      say(text);
    },
    error: say,
    progress: (_, work) => work(() => undefined),
    transientProgress: (_, work) => work(),
    ask: async () => questions!,
    interactive: questions !== undefined && !argv.includes('--json'),
    stdout: view,
    stderr: view,
  };
  try {
    const output = { stdout: view, stderr: view, writeOut: ui.result, writeErr: say };
    const known = await Promise.all(Object.values<CommandDescription>(commands).map(loadDetails));
    const { description, commandLine } = parse('mcp-provider', argv, known, output)!;
    const command = await description.load();
    const { signal } = new AbortController();
    outcome.exit = await command.run(
      {
        host,
        ui,
        signal,
        stoppable: (work) => work(signal),
        flags: commonFlags(commandLine.options),
      },
      commandLine,
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    outcome.error = error;
    outcome.exit = error.exit;
  }
  return outcome;
}
