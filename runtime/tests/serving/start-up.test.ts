import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { currentProject } from '../../src/project/project.js';
import { LIST_TOOLS } from '../ask.js';
import { INITIALIZE } from './http.js';

/** Parts of Node.js that are for HTTP, other processes or calls. They would take a tenth of the start. */
const HEAVY = [
  'crypto',
  'http',
  'https',
  'tls',
  'child_process',
  'worker_threads',
  'internal/deps/undici/undici',
];

const PRINT_LOADED = `process.on('exit', () => process.stderr.write('LOADED ' + process.moduleLoadList.join()))`;

/** What Node.js itself loads with a module that every server needs: 22 and newer load workers with "util". */
const OWN = "import 'node:util'; console.log(process.moduleLoadList.join())";

const INITIALIZED = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });

it('starts on stdio and lists its tools without what only HTTP needs', async () => {
  const child = spawn(process.execPath, [
    ...['--import', `data:text/javascript,${encodeURIComponent(PRINT_LOADED)}`],
    ...[join(currentProject().root, 'dist', 'server.js'), '--provider', 'weather'],
  ]);
  onTestFinished(() => void child.kill());
  child.stdin.end([INITIALIZE, INITIALIZED, LIST_TOOLS, ''].join('\n'));
  const [answers, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(answers).toContain('"tools":[');
  const namesIn = (list: string) =>
    list.split(',').map((name) => name.replace('NativeModule ', '').trim());
  const loaded = namesIn(said.slice(said.indexOf('LOADED ')));
  const asModule = ['--input-type=module', '-e', OWN];
  const own = namesIn(execFileSync(process.execPath, asModule, { encoding: 'utf8' }));
  expect(loaded).toContain('internal/modules/esm/loader');
  expect(loaded.filter((name) => HEAVY.includes(name) && !own.includes(name))).toEqual([]);
});
