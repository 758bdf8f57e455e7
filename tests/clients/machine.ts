import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { commonFlags } from '../../src/cli/flags.js';
import { parse } from '../../src/cli/parser.js';
import { commands } from '../../src/commands/register.gen.js';
import { diskFiles } from '../../src/host/disk.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { Host } from '../../src/model/host.js';
import type { Questions } from '../../src/model/questions.js';
import type { Ui } from '../../src/model/ui.js';
import { paint } from '../../src/ui/paint.js';

/** A computer with a home folder and a built project. */
export interface Computer {
  home: string;
  project: string;
  put(path: string, text: string): void;
  /** Runs `mcp-provider config`; `ask` makes the run interactive. */
  config(args: readonly string[], ask?: Questions, change?: Partial<Host>): Promise<Outcome>;
}

export interface Outcome {
  exit: number;
  stdout: string;
  stderr: string;
  error?: CliError;
}

const PROVIDER_CONFIG = `providers:
  acme_chat:
    name: Acme Chat
    description: Rooms and messages.
  acme_files:
    name: Acme Files
`;

export function computer({ providers = PROVIDER_CONFIG, isPrivate = true } = {}): Computer {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'clients-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [home, project] = [join(root, 'home'), join(root, 'home', 'acme')];
  const put = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  put(join(project, 'provider-config.yaml'), providers);
  put(join(project, 'package.json'), JSON.stringify({ name: 'acme', private: isPrivate }));
  put(join(project, 'dist', 'server.js'), '');
  return {
    home,
    project,
    put,
    config: (args, ask, change) => run(['config', ...args], { home, project, ask, change }),
  };
}

interface Circumstances {
  home: string;
  project: string;
  ask: Questions | undefined;
  change: Partial<Host> | undefined;
}

async function run(argv: readonly string[], { home, project, ask, change }: Circumstances) {
  const outcome: Outcome = { exit: 0, stdout: '', stderr: '' };
  const view = { color: false, columns: 80, paint: paint(false) };
  const say = (text: string) => void (outcome.stderr += `${text}\n`);
  const ui: Ui = {
    result: (text) => void (outcome.stdout += text.replace(/\n?$/, '\n')),
    write: (text) => void (outcome.stdout += text),
    note: say,
    step: say,
    success: say,
    warn: say,
    error: say,
    progress: (_, work) => work(() => undefined),
    waiting: (_, work) => work(),
    ask: async () => ask!,
    interactive: ask !== undefined,
    stdout: view,
    stderr: view,
  };
  const host: Host = {
    files: diskFiles,
    cwd: project,
    env: { HOME: home, USERPROFILE: home, PATH: dirname(process.execPath) },
    node: '/opt/node/bin/node',
    exec: async () => ({ exitCode: 0, output: '' }),
    stdin: async () => '',
    ...change,
  };
  try {
    const output = { stdout: view, stderr: view, writeOut: ui.result, writeErr: say };
    const { description, given } = parse('mcp-provider', argv, Object.values(commands), output)!;
    const command = await description.load();
    const { signal } = new AbortController();
    outcome.exit = await command.run(
      { host, ui, signal, stoppable: (work) => work(signal), flags: commonFlags(given) },
      given,
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    outcome.error = error;
    outcome.exit = error.exit;
  }
  return outcome;
}
