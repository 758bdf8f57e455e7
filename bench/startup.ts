import { join } from 'node:path';
import { before } from './before.js';
import { inFolder, processorTimes, ratio, type Row, runNode } from './measure.js';
import { PROGRAM, REPOSITORY } from './projects.js';

const createVite = join(REPOSITORY, 'node_modules', 'create-vite', 'index.js');

const FLAGS = [
  ...['--name', 'acme', '--description', 'Rooms of Acme', '--base-url', 'https://api.example.com'],
  ...['--auth', 'bearer', '--tool', 'get_room: One room', '--request', 'GET /rooms/{room_id}'],
  ...['--yes', '--no-install', '--no-git'],
];

/** The commands that people wait for, against the least that Node.js can do. */
export const benchStartup = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    let made = 0;
    const timed = (label: string, args: () => string[]) => ({
      label,
      run: () => runNode(args(), folder),
    });
    const viteFlags = ['--template', 'vanilla-ts', '--no-interactive'];
    const [empty = 1, help = 0, create = 0, vite = 0] = await processorTimes([
      timed('node -e 0', () => ['-e', '0']),
      timed('--help', () => [PROGRAM, '--help']),
      timed('create', () => [PROGRAM, 'create', `project-${made++}`, ...FLAGS]),
      timed('create-vite', () => [createVite, `vite-${made++}`, ...viteFlags]),
    ]);
    return [
      {
        what: '`--help` / `node -e 0`',
        before: before.help,
        now: ratio(help, empty),
        budget: '≤ 1.25',
      },
      {
        what: '`create` without install / `node -e 0`',
        before: before.create,
        now: ratio(create, empty),
        budget: '≤ 1.5',
      },
      { what: '`create-vite` / `node -e 0`, for comparison', now: ratio(vite, empty) },
    ];
  });
