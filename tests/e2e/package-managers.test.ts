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
  /** File below `node_modules` of the managers; npm is that of this machine. */
  program?: string;
  /** The program is not JavaScript. */
  isNative?: true;
  frozen: string[];
  /** Oldest major version of Node.js. */
  node?: number;
  files?: Record<string, string>;
  /** Packages are not in `node_modules`. */
  isPlugAndPlay?: true;
}

const FROZEN = ['install', '--frozen-lockfile'];
const MANAGERS: readonly Manager[] = [
  { name: 'npm', frozen: ['ci'] },
  { name: 'pnpm 9', program: 'pnpm9/bin/pnpm.cjs', frozen: FROZEN },
  { name: 'pnpm 10', program: 'pnpm10/bin/pnpm.cjs', frozen: FROZEN },
  { name: 'pnpm 11', program: 'pnpm11/bin/pnpm.cjs', frozen: FROZEN, node: 22 },
  { name: 'pnpm 12', program: 'pnpm12/bin/pnpm.mjs', frozen: FROZEN },
  { name: 'yarn 1', program: 'yarn1/bin/yarn.js', frozen: FROZEN },
  {
    name: 'yarn 4, node_modules',
    program: 'yarn4/bin/yarn.js',
    frozen: ['install', '--immutable'],
    files: { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\n' },
  },
  {
    name: "yarn 4, Plug'n'Play",
    program: 'yarn4/bin/yarn.js',
    frozen: ['install', '--immutable'],
    files: { 'yarn.lock': '' },
    isPlugAndPlay: true,
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

const folder = temporaryFolder(afterAll);
beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: PACKAGES }));
  await succeed('npm', ['install', '--no-audit', '--no-fund'], folder);
  const bin = join(ROOT, 'bin', 'create-mcp-provider.cjs');
  const options = ['--spec', SPEC, '--yes', '--no-install', '--no-git'];
  await succeed('node', [bin, join(folder, 'project'), ...options], folder);
});

describe.each(MANAGERS)('$name', (manager) => {
  const { name, program, isNative, files = {}, frozen, node = 20, isPlugAndPlay } = manager;
  const isOld = Number(process.versions.node.split('.')[0]) < node;

  const call = (cwd: string, args: string[]) => {
    const path = program && join(folder, 'node_modules', program);
    const command = path === undefined ? ['npm'] : isNative ? [path] : ['node', path];
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
    for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
    await pass(project, ['install']);
    await pass(project, ['run', 'test']);
    if (!isPlugAndPlay) await succeed('node', ['--eval', ONE_ZOD], project);
    const copy = `${project}-copy`;
    cpSync(project, copy, {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist|\.pnp\..*)$/.test(path),
    });
    await pass(copy, frozen);
  });
});
