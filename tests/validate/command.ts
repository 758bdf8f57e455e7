import { parse } from '../../src/cli/parser.js';
import { commonFlags } from '../../src/cli/flags.js';
import { commands } from '../../src/commands/register.gen.js';
import { memoryFiles } from '../host/memory.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { Ui, View } from '../../src/model/ui.js';
import { paint } from '../../src/ui/paint.js';
import { overlaid, type Texts } from '../rules/overlay.js';
import { minimalProject } from '../rules/minimal-project.js';
import type { ExampleText } from '../../src/model/rule.js';

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
export function projectIn(directory: string, ...examples: readonly ExampleText[]) {
  const texts = examples.reduce<Texts>((each, one) => overlaid(each, one).texts, minimalProject);
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
  const view: View = { color: false, columns, paint: paint(false) };
  const out: string[] = [];
  const err: string[] = [];
  const say = (text: string) => void err.push(`${text}\n`);
  const ui: Ui = {
    result: (text) => void out.push(text.replace(/\n?$/, '\n')),
    write: (text) => void out.push(text),
    note: say,
    step: say,
    success: say,
    warn: say,
    error: say,
    progress: refuse,
    waiting: (_, work) => work(),
    ask: refuse,
    interactive: false,
    stdout: view,
    stderr: view,
  };
  const files = memoryFiles(disk);
  const host = { files, stdin: refuse, exec: refuse, cwd, env: {} };
  const nothing = () => undefined;
  const output = { stdout: view, stderr: view, writeOut: nothing, writeErr: nothing };
  const ended = (exit: number, code?: string): Ended => ({
    exit,
    stdout: out.join(''),
    stderr: err.join(''),
    texts: files.texts(),
    ...(code !== undefined && { code }),
  });
  try {
    const invocation = parse(
      'mcp-provider',
      ['validate', ...args],
      Object.values(commands),
      output,
    )!;
    const { given, description } = invocation;
    const { run } = await description.load();
    const { signal } = new AbortController();
    return ended(
      await run(
        { host, ui, signal, stoppable: (work) => work(signal), flags: commonFlags(given) },
        given,
      ),
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    say(`${error.message}\n${error.hint}`);
    return ended(error.exit, error.code);
  }
}
