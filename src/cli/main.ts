import { commands } from '../commands/register.gen.js';
import type { CommandDescription, CommonFlags } from '../model/command.js';
import { errorUrl } from '../model/documentation.js';
import { bug, noWorkingDirectory, runCancelled } from '../model/errors/cli.js';
import { CliError } from '../model/errors/cli-error.js';
import { inputTooLarge, outputRefused } from '../model/errors/host.js';
import type { Host } from '../model/host.js';
import { commandsForManager, type Manager } from '../model/npx.js';
import type { Ui } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { type CommonOptions, loadDetails } from '../options/common-options.js';
import { isCi, terminalUi } from '../ui/terminal.js';
import { nextCommand } from './next-command.js';
import { parse } from './parser.js';

/** Runs one of our programs with the arguments of this process and sets its exit code. */
export async function main(program: string): Promise<void> {
  const argv = process.argv.slice(2);
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const noColor = flags.includes('--no-color');
  if (noColor) process.env.NO_COLOR = '1';
  // The questions' library also reads these variables, but counts an empty NO_COLOR and prefers
  // FORCE_COLOR.
  if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
  else delete process.env.NO_COLOR;
  const json = wantsJson(flags);
  const ui: Ui = terminalUi(process, process.env, (signal) => ask(signal, ui.stderr.color), json);
  const report = (error: unknown, manager: Manager = { name: 'npm' }) => {
    const failure = error instanceof CliError ? error : bug(version, error);
    const nextStep = nextCommand(failure, program, flags);
    const adaptText = (text: string) => commandsForManager(text, manager);
    print(failure, ui, adaptText, {
      next: nextStep,
      json,
      debug: flags.includes('--debug'),
    });
    return failure.exit;
  };

  // If nothing is left to wait for, Node.js ends an unfinished run, which must not look like a
  // success.
  process.exitCode = 2;
  process.once('uncaughtException', (error) => process.exit(report(error)));
  withoutExperiments();
  const output = outputErrors(ui);

  try {
    process.exitCode = output.exit(await run(program, argv, ui));
  } catch (error) {
    process.exitCode = report(error, await managerHere().catch(() => undefined));
  }
}

/** Returns the package manager of the working directory. @throws Error if the directory cannot be read */
async function managerHere(): Promise<Manager> {
  const [{ managerAt }, { diskFiles }] = await Promise.all([
    import('../project/package-manager.js'),
    import('../host/disk.js'),
  ]);
  return managerAt({ files: diskFiles, env: process.env }, process.cwd());
}

/** Suppresses the warning of Node.js before 24.15 that its SQLite is experimental, because users cannot change that. */
function withoutExperiments(): void {
  const warn = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    if (args[1] !== 'ExperimentalWarning') warn(...args);
  };
}

/**
 * Returns whether stdout is for a JSON document, so that failures are printed as JSON, too: with
 * `--json`, and with `--format json` without `--output`.
 */
function wantsJson(flags: readonly string[]): boolean {
  const text = flags.join('\n').replace(/^--(format|output)\n/gm, '--$1=');
  return /^--json$|^--format=json$(?!\n--output=)/m.test(text);
}

async function run(program: string, argv: readonly string[], ui: Ui) {
  const allCommands = Object.values<CommandDescription>(commands);
  const descriptions = await Promise.all(
    allCommands.map(async (command) => {
      const mayRun = command.program === program || argv.includes(command.name);
      return mayRun ? loadDetails(command) : command;
    }),
  );
  const output = {
    stdout: ui.stdout,
    stderr: ui.stderr,
    writeOut: (text: string) => process.stdout.write(text),
    writeErr: (text: string) => process.stderr.write(text),
  };
  const read = (candidates: readonly CommandDescription[]) =>
    parse(program, argv, candidates, output);
  let invocation: ReturnType<typeof parse>;
  try {
    invocation = read(descriptions);
  } catch (error) {
    if (!(error instanceof CliError && error.code === 'usage/unknown-option')) throw error;
    // Parses again, in order to fail with the names of other commands that have the option.
    invocation = read(await Promise.all(allCommands.map(loadDetails)));
  }
  if (!invocation) return 0;
  const { description, commandLine } = invocation;
  // A command without effects can end immediately, even while it computes.
  const { writes, startsPrograms = false, writesWith = [] } = description;
  const hasEnd = writes || startsPrograms || writesWith.some((name) => name in commandLine.options);
  const { signal, stoppable } = handleInterrupts(hasEnd);
  try {
    const flags = commonFlags(commandLine.options);
    const [command, host] = await Promise.all([
      description.load(),
      hostOfProcess(ui, signal, flags.json),
    ]);
    return await command.run({ host, ui, signal, stoppable, flags }, commandLine);
  } catch (error) {
    throw error instanceof CliError || !signal.aborted ? error : signal.reason;
  }
}

async function ask(signal: AbortSignal, color: boolean) {
  const { terminalQuestions } = await import('../ui/questions.js');
  const interrupt = () => void process.kill(process.pid, 'SIGINT');
  const { stdin: input, stderr: output } = process;
  return terminalQuestions({ input, output, color, interrupt }, signal);
}

/** @param isForProgram whether a program reads stdout: then, a terminal is no input, because nobody would type */
async function hostOfProcess(ui: Ui, signal: AbortSignal, isForProgram: boolean): Promise<Host> {
  const [{ diskFiles, MAX_FILE_BYTES: LARGEST }, { packages, projectLoader }] = await Promise.all([
    import('../host/disk.js'),
    import('../host/packages.js'),
  ]);
  const cwd = workingDirectory();
  if (process.env.NODE_OPTIONS) {
    const { withoutForeignPackages } = await import('../host/environment.js');
    process.env.NODE_OPTIONS = withoutForeignPackages(process.env.NODE_OPTIONS, cwd);
  }
  const readStdin = async () => {
    if (process.stdin.isTTY && isForProgram) return '';
    if (process.stdin.isTTY) ui.note('Reading from the terminal up to Ctrl-D.');
    signal.addEventListener('abort', () => process.stdin.destroy());
    const { InputTooLargeError, readStream } =
      await import('../../runtime/src/node/bounded-input.js');
    try {
      return (await readStream(process.stdin, LARGEST)).toString('utf8');
    } catch (error) {
      throw error instanceof InputTooLargeError ? inputTooLarge('stdin') : error;
    }
  };
  let read: Promise<string> | undefined;
  return {
    files: diskFiles,
    exec: async (...command) => (await import('../host/exec.js')).exec(...command),
    missingEffect: async (...step) => (await import('../host/effects.js')).missingEffect(...step),
    // Cached, because stdin can be read only once, but has several readers.
    stdin: () => (read ??= readStdin()),
    packages,
    node: process.execPath,
    ...(projectLoader && { projectLoader }),
    bundler: async (root) => (await import('../host/bundler.js')).bundler(root),
    dev: () => import('../host/dev.js'),
    cwd,
    env: process.env,
  };
}

/** Returns the working directory. @throws CliError if it was removed */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw noWorkingDirectory(error);
  }
}

/** Returns why nothing is asked in the terminal of this process, as sentences that follow a hint. */
function whyNotHere(): string {
  if (isCi(process.env)) return ' Nothing is asked in this one: CI is set.';
  return process.env.TERM === 'dumb' ? ' This one cannot move its cursor: TERM is "dumb".' : '';
}

function print(
  failure: CliError,
  ui: Ui,
  adaptText: (text: string) => string,
  { next: nextStep, json, debug }: { next: string; json: boolean; debug: boolean },
) {
  const { code, details } = failure;
  const [message, hint] = [adaptText(failure.message), adaptText(failure.hint)];
  if (json)
    ui.result(
      JSON.stringify(
        { error: { code, message, hint, next: adaptText(nextStep), doc: errorUrl(code), details } },
        null,
        2,
      ),
    );
  else
    ui.error(
      message,
      process.stdin.isTTY && hint.includes('in a terminal') ? hint + whyNotHere() : hint,
    );
  if (debug) ui.note(stackText(failure));
}

function stackText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const trace = error.stack ?? error.message;
  return error.cause === undefined ? trace : `${trace}\nCaused by: ${stackText(error.cause)}`;
}

/**
 * Handles errors of this process's streams. A run continues in any case, because files may be
 * partly changed. If a reader closes a pipe, it has read enough; if stdout loses the result, such
 * as on a full disk, the run has failed.
 */
function outputErrors(ui: Ui): { exit(code: number): number } {
  let isLost = false;
  process.stderr.on('error', () => {}); // no reader is left
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isLost) return;
    isLost = true;
    process.exitCode = 2; // the run may already be finished
    const { message, hint } = outputRefused(error);
    ui.error(message, hint);
  });
  return { exit: (code) => (isLost ? 2 : code) };
}

export function commonFlags(options: CommonOptions): CommonFlags {
  return {
    yes: options.yes ?? false,
    dryRun: options.dryRun ?? false,
    diff: options.diff ?? false,
    json: options.json ?? false,
    install: options.install ?? true,
    packageManager: options.packageManager,
  };
}

/** Signals of a closed terminal, of Ctrl-\, and of other programs. */
const END_SIGNALS = ['SIGHUP', 'SIGQUIT', 'SIGTERM'] as const;

/** Ctrl-C ends the latest stoppable work, or else the command; other signals end the command. */
interface InterruptHandler {
  /** Aborted if the user or the system ends the command. */
  signal: AbortSignal;
  stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Handles signals. The second one to the command ends the process immediately; without `isHandled`, the first one does. */
function handleInterrupts(isHandled: boolean): InterruptHandler {
  const command = new AbortController();
  let current: AbortController | undefined;
  const end = () => {
    process.off('SIGINT', interrupt);
    for (const name of END_SIGNALS) process.off(name, end);
    command.abort(runCancelled());
  };
  function interrupt() {
    if (current) current.abort(runCancelled());
    else end();
    current = undefined;
  }
  if (isHandled) {
    process.on('SIGINT', interrupt);
    for (const name of END_SIGNALS) process.on(name, end);
  }
  return {
    signal: command.signal,
    async stoppable(work) {
      const control = (current = new AbortController());
      try {
        return await work(AbortSignal.any([command.signal, control.signal]));
      } finally {
        current = undefined;
      }
    },
  };
}
