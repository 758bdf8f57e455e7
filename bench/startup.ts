import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line, medians, runNode } from './measure.js';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'bin', 'mcp-provider.cjs');
const createVite = join(root, 'node_modules', 'create-vite', 'index.js');
const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-bench-'));
let made = 0;
const fresh = () => join(folder, `project-${made++}`);

const FLAGS = [
  ...['--name', 'acme', '--description', 'Rooms of Acme', '--base-url', 'https://api.example.com'],
  ...['--auth', 'bearer', '--tool', 'get_room: One room', '--request', 'GET /rooms/{room_id}'],
  ...['--yes', '--no-install', '--no-git'],
];

/** How long the commands take that people wait for, beside the least that Node can do. */
export async function benchStartup(): Promise<string[]> {
  const [empty = 1, help = 0, create = 0, vite = 0] = await medians([
    { label: 'node -e 0', run: () => runNode(['-e', '0']) },
    { label: '--help', run: () => runNode([bin, '--help']) },
    { label: 'create', run: () => runNode([bin, 'create', fresh(), ...FLAGS]) },
    {
      label: 'create-vite',
      run: () =>
        runNode(
          [createVite, `vite-${made++}`, '--template', 'vanilla-ts', '--no-interactive'],
          folder,
        ),
    },
  ]);
  rmSync(folder, { recursive: true, force: true });
  return [
    line('--help / node -e 0', help / empty, '<= 1.3'),
    line('create, without install / node -e 0', create / empty, '<= 1.5'),
    line('create-vite / node -e 0', vite / empty, 'none: for comparison'),
  ];
}
