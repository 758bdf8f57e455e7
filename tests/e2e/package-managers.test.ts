import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { versions } from '../../src/model/versions.js';
import { followNext } from './next-commands.js';
import { run, succeed } from './run.js';

const ROOT = join(import.meta.dirname, '..', '..');

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
  /** Programs by the name that people type: a file below `node_modules` of the managers. */
  programs?: Record<string, string>;
  /** Runs a program of an archive that is not installed. */
  dlx: (archive: string) => string;
  /** Runs a program of the project. */
  exec: string;
  /** Runs a script of the project. */
  script: string;
  /** Installs from the lock file. */
  frozen: string;
  /** Options of `create`. */
  options?: string;
  /** Another version of a manager that does all: it installs, and runs a tool. */
  isVersion?: true;
  /** Oldest major version of Node.js. */
  node?: number;
  /** The folder around the project. */
  files?: Record<string, string>;
}

const npx = (archive: string) => `npx --yes --package ${archive}`;
const pnpm = {
  dlx: (archive: string) => `pnpm --package=${archive} dlx`,
  exec: 'pnpm exec',
  script: 'pnpm run',
  frozen: 'pnpm install --frozen-lockfile',
};
const yarn4 = {
  programs: { yarn: 'yarn4/bin/yarn.js' },
  dlx: (archive: string) => `yarn dlx --quiet -p create-mcp-provider@file:${archive}`,
  exec: 'yarn',
  script: 'yarn run',
  frozen: 'yarn install --immutable',
};

const MANAGERS: readonly Manager[] = [
  { name: 'npm', dlx: npx, exec: 'npx', script: 'npm run', frozen: 'npm ci' },
  { name: 'pnpm 9', programs: { pnpm: 'pnpm9/bin/pnpm.cjs' }, ...pnpm, isVersion: true },
  { name: 'pnpm 10', programs: { pnpm: 'pnpm10/bin/pnpm.cjs' }, ...pnpm },
  {
    name: 'pnpm 11',
    programs: { pnpm: 'pnpm11/bin/pnpm.cjs' },
    ...pnpm,
    isVersion: true,
    node: 22,
  },
  { name: 'pnpm 12', programs: { pnpm: 'pnpm12/bin/pnpm.mjs' }, ...pnpm, isVersion: true },
  {
    name: 'yarn 1',
    programs: { yarn: 'yarn1/bin/yarn.js' },
    dlx: npx, // it has none
    exec: 'yarn run',
    script: 'yarn run',
    frozen: 'yarn install --frozen-lockfile',
    options: '--package-manager yarn',
    isVersion: true,
  },
  { name: 'yarn 4', ...yarn4, isVersion: true },
  {
    name: "yarn 4 in a workspace with Plug'n'Play",
    ...yarn4,
    files: {
      'package.json': JSON.stringify({
        private: true,
        workspaces: ['*'],
        resolutions: { vite: versions.vite },
      }),
      'yarn.lock': '',
    },
  },
  {
    name: 'bun',
    programs: { bun: '.bin/bun', bunx: '.bin/bunx' },
    dlx: (archive) => `bunx --package ${archive}`,
    exec: 'bunx',
    script: 'bun run',
    frozen: 'bun install --frozen-lockfile',
  },
];

const folder = temporaryFolder(afterAll);
const managers = join(folder, 'managers');
let archive = '';

beforeAll(async () => {
  // The build is there already: another one would disturb tests that run meanwhile.
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  archive = join(folder, (await succeed('npm', pack, ROOT)).trim());
  mkdirSync(managers);
  writeFileSync(join(managers, 'package.json'), JSON.stringify({ dependencies: PACKAGES }));
  await succeed('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], managers);
});

/** What npm, which runs these tests, tells its programs; and CI, where managers change their ways. */
const OF_THIS_RUN = /^(?:npm_(?!config_registry$).*|CI|GITHUB_ACTIONS|NODE_ENV|VITEST.*)$/;

/** That of a new user, who has these programs. */
function environment(programs: Readonly<Record<string, string>>, bin: string) {
  mkdirSync(bin, { recursive: true });
  for (const [name, file] of Object.entries(programs)) {
    const node = file.startsWith('.bin/') ? '' : 'node';
    const text = `#!/bin/sh\nexec ${node} "${join(managers, 'node_modules', file)}" "$@"\n`;
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
  const others = Object.keys(process.env).filter((name) => OF_THIS_RUN.test(name));
  return {
    ...Object.fromEntries(others.map((name) => [name, undefined])),
    HOME: join(folder, 'home'),
    PATH: `${bin}:${process.env.PATH}`,
    YARN_ENABLE_TELEMETRY: '0',
    // It would look for itself in the registry.
    pnpm_config_pm_on_fail: 'ignore',
  };
}

/** The archives in a project's `vendor/`, which its package.json refers to. */
function vendored(project: string): string[] {
  const names = readdirSync(join(project, 'vendor'));
  const manifest = readFileSync(join(project, 'package.json'), 'utf8');
  for (const name of names) expect(manifest).toContain(`"file:vendor/${name}"`);
  return names;
}

const BOTH = [/^create-mcp-provider-[\d.]+-\w{8}\.tgz$/, /^mcp-provider-[\d.]+-\w{8}\.tgz$/];
const INSTALLED = /[\\/](?:node_modules|dist|\.yarn|\.pnp\..*)$/;

describe.each(MANAGERS)('$name', (manager) => {
  const { name, programs = {}, dlx, exec, script, frozen, options = '', files = {} } = manager;
  const { isVersion = false, node = 20 } = manager;
  const isOld = Number(process.versions.node.split('.')[0]) < node;

  it.skipIf(isOld)(
    'creates, checks, grows and serves a project of the packed archive',
    async () => {
      const around = join(folder, name.replace(/\W+/g, '-'));
      const project = join(around, 'notes-mcp');
      const env = environment(programs, join(folder, 'bin', name.replace(/\W+/g, '-')));
      const sh = async (command: string, cwd = project) => {
        const { code, stdout, stderr } = await run('sh', ['-c', command], { cwd, env });
        expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
        return { stdout, stderr };
      };
      mkdirSync(around);
      for (const [path, text] of Object.entries(files)) writeFileSync(join(around, path), text);

      const create = `create-mcp-provider notes-mcp --from demo --yes --no-git ${options}`;
      const { stdout, stderr } = await sh(`${dlx(archive)} ${create}`, around);
      expect(stderr).toContain('returned 2 notes');
      expect(stderr).not.toMatch(/[▲✖]|"npm install"/);
      expect(vendored(project)).toEqual(BOTH.map((each) => expect.stringMatching(each) as string));

      if (!isVersion) {
        await followNext(stdout, around, env);
        await sh(`${exec} mcp-provider add-tool "GET /rooms" --yes`);
        await sh(`${script} check`);
      }

      const copy = `${around}-copy`;
      cpSync(around, copy, { recursive: true, filter: (path) => !INSTALLED.test(path) });
      await sh(frozen, join(copy, 'notes-mcp'));
      const call = `${exec} mcp-provider call search_notes --arg text=export`;
      expect((await sh(call, join(copy, 'notes-mcp'))).stdout).toContain('Incident in March');

      // The commands of a project carry both packages in turn.
      const again = 'other --from demo --vendor --yes --no-install --no-git';
      await sh(`${exec} create-mcp-provider ${again}`);
      expect(vendored(join(project, 'other'))).toEqual(vendored(project));
    },
  );
});
