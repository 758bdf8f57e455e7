import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, succeed } from './run.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SPEC = join(ROOT, 'examples', 'specs', 'weather.yaml');

/** Packages with the managers, by the name that they are installed as. */
const PACKAGES = {
  pnpm9: 'npm:pnpm@9.15.9',
  pnpm10: 'npm:pnpm@10',
  pnpm11: 'npm:pnpm@11',
  pnpm12: 'npm:pnpm@12',
  yarn1: 'npm:yarn@1.22.22',
  yarn4: 'npm:@yarnpkg/cli-dist@4',
  bun: '1',
};

interface Manager {
  name: string;
  /** File below `node_modules` of the managers. */
  program: string;
  /** The program is not JavaScript. */
  isNative?: true;
  frozen: string[];
  /** Oldest major version of Node.js. */
  node?: number;
  files?: Record<string, string>;
  /** Of the copy: it puts packages elsewhere, so that its tests run as well. */
  settings?: Record<string, string>;
}

const FROZEN = ['install', '--frozen-lockfile'];

/** All but npm, with which the examples are installed. */
const MANAGERS: readonly Manager[] = [
  { name: 'pnpm 9', program: 'pnpm9/bin/pnpm.cjs', frozen: FROZEN },
  { name: 'pnpm 10', program: 'pnpm10/bin/pnpm.cjs', frozen: FROZEN },
  { name: 'pnpm 11', program: 'pnpm11/bin/pnpm.cjs', frozen: FROZEN, node: 22 },
  { name: 'pnpm 12', program: 'pnpm12/bin/pnpm.mjs', frozen: FROZEN },
  { name: 'yarn 1', program: 'yarn1/bin/yarn.js', frozen: FROZEN },
  {
    name: "yarn 4, Plug'n'Play and node_modules",
    program: 'yarn4/bin/yarn.js',
    frozen: ['install', '--immutable'],
    files: { 'yarn.lock': '' },
    settings: { '.yarnrc.yml': 'nodeLinker: node-modules\n' },
  },
  { name: 'bun', program: '.bin/bun', isNative: true, frozen: FROZEN },
];

/** The runtime and the project must share one zod: schemas of another are not recognized. */
const ONE_ZOD = `
  const { createRequire } = require('node:module');
  const own = createRequire(process.cwd() + '/package.json');
  const runtime = createRequire(own.resolve('mcp-provider/package.json'));
  if (own.resolve('zod') !== runtime.resolve('zod')) process.exit(1);
`;

function writeAll(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

const folder = temporaryFolder(afterAll);
beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: PACKAGES }));
  await succeed('npm', ['install', '--no-audit', '--no-fund'], folder);
  const bin = join(ROOT, 'bin', 'create-mcp-provider.cjs');
  const options = ['--spec', SPEC, '--yes', '--no-install', '--no-git'];
  await succeed('node', [bin, join(folder, 'project'), ...options], folder);
});

describe.each(MANAGERS)('$name', (manager) => {
  const { name, program, isNative, files = {}, frozen, node = 20, settings } = manager;
  const isOld = Number(process.versions.node.split('.')[0]) < node;

  const call = (cwd: string, args: string[]) => {
    const path = join(folder, 'node_modules', program);
    const command = isNative ? [path] : ['node', path];
    // Package managers change defaults in CI, such as whether a lock file may be written.
    return run('env', ['-u', 'CI', 'YARN_ENABLE_TELEMETRY=0', ...command, ...args], { cwd });
  };
  const pass = async (cwd: string, args: string[]) => {
    const { code, stdout, stderr } = await call(cwd, args);
    expect(code, `${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  };

  it.skipIf(isOld)('installs, tests, and installs again from the lock file', async () => {
    const project = join(folder, name.replace(/\W+/g, '-'));
    cpSync(join(folder, 'project'), project, { recursive: true });
    writeAll(project, files);
    await pass(project, ['install']);
    await pass(project, ['run', 'test']);
    const copy = `${project}-copy`;
    cpSync(project, copy, {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist|\.pnp\..*)$/.test(path),
    });
    if (settings) writeAll(copy, settings);
    await pass(copy, frozen);
    if (settings) await pass(copy, ['run', 'test']);
    await succeed('node', ['--eval', ONE_ZOD], copy);
  });
});
