import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import type { Host } from '../../src/model/host.js';
import type { Questions } from '../../src/model/questions.js';
import { type Outcome, runCommand } from '../support/run-command.js';

/** A computer with a home folder and a built project. */
export interface Computer {
  home: string;
  project: string;
  put(path: string, text: string): void;
  /** Runs `mcp-provider config`; `ask` makes the run interactive. */
  config(args: readonly string[], ask?: Questions, change?: Partial<Host>): Promise<Outcome>;
}

const PROVIDER_CONFIG = `providers:
  acme_chat:
    name: Acme Chat
    description: Rooms and messages.
  acme_files:
    name: Acme Files
`;

export function computer({ providers = PROVIDER_CONFIG, isPrivate = true } = {}): Computer {
  const root = temporaryFolder();
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

function run(argv: readonly string[], { home, project, ask, change }: Circumstances) {
  const host: Host = {
    files: diskFiles,
    cwd: project,
    env: { HOME: home, USERPROFILE: home, PATH: dirname(process.execPath) },
    node: '/opt/node/bin/node',
    exec: async () => ({ exitCode: 0, stdout: '', output: '' }),
    stdin: async () => '',
    ...change,
  };
  return runCommand(argv, host, { questions: ask });
}
