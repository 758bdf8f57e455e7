import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { versions } from '../../../src/model/versions.js';
import { run, succeed } from '../../support/run.js';
import { environment, installed, MANAGERS } from './managers.js';
import { followNext } from './next-commands.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

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

const ROWS: readonly Manager[] = [
  { name: 'npm', dlx: npx, exec: 'npx', script: 'npm run', frozen: 'npm ci' },
  {
    name: 'npm in a workspace',
    dlx: npx,
    exec: 'npx',
    script: 'npm run',
    frozen: 'npm ci',
    files: { 'package.json': JSON.stringify({ private: true, workspaces: ['*'] }) },
  },
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
const home = join(folder, 'home');
let managers = '';
let archive = '';

beforeAll(async () => {
  // The build is there already: another one would disturb tests that run meanwhile.
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  archive = join(folder, (await succeed('npm', pack, ROOT)).trim());
  managers = await installed(join(folder, 'managers'), MANAGERS);
  // npm has most packages already: whoever runs these tests has installed them.
  const cache = join(process.env.npm_config_cache ?? join(homedir(), '.npm'), '_cacache');
  for (const path of [cache, join(home, '.npm')]) mkdirSync(path, { recursive: true });
  symlinkSync(cache, join(home, '.npm', '_cacache'), 'junction');
});

/** The archives in a project's `vendor/`, which its package.json refers to. */
function vendored(project: string): string[] {
  const names = readdirSync(join(project, 'vendor'));
  const manifest = readFileSync(join(project, 'package.json'), 'utf8');
  for (const name of names) expect(manifest).toContain(`"file:vendor/${name}"`);
  return names;
}

const BOTH = [/^create-mcp-provider-[\d.]+-\w{8}\.tgz$/, /^mcp-provider-[\d.]+-\w{8}\.tgz$/];
/** What the image of a project runs to install and build it, and in which folder. */
function imageCommands(project: string): [command: string, folder: string][] {
  let cwd = '';
  const text = readFileSync(join(project, 'Dockerfile'), 'utf8');
  return Array.from(text.matchAll(/^(WORKDIR|RUN) (.*)$/gm)).flatMap(([, word, rest = '']) => {
    if (word === 'WORKDIR') cwd = rest;
    const isPart = /^(?!apt-get).* (?:install|run build)/.test(rest);
    return word === 'RUN' && isPart ? [[rest, cwd]] : [];
  });
}

const INSTALLED = /[\\/](?:node_modules|dist|\.yarn|\.pnp\..*)$/;

describe.each(ROWS)('$name', (manager) => {
  const { name, programs = {}, dlx, exec, script, frozen, options = '', files = {} } = manager;
  const { isVersion = false, node = 20 } = manager;
  const isOld = Number(process.versions.node.split('.')[0]) < node;

  it.skipIf(isOld)(
    'creates, checks, grows and serves a project of the packed archive',
    async () => {
      const around = join(folder, name.replace(/\W+/g, '-'));
      const project = join(around, 'notes-mcp');
      const bin = join(folder, 'bin', name.replace(/\W+/g, '-'));
      const env = {
        ...environment(programs, { managers, bin, home }),
        npm_config_prefer_offline: 'true',
      };
      const sh = async (command: string, cwd = project) => {
        const { code, stdout, stderr } = await run('sh', ['-c', command], { cwd, env });
        expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
        return { stdout, stderr };
      };
      mkdirSync(around);
      for (const [path, text] of Object.entries(files)) writeFileSync(join(around, path), text);

      const create = `create-mcp-provider notes-mcp --from demo --feature docker --yes --no-git ${options}`;
      const { stdout, stderr } = await sh(`${dlx(archive)} ${create}`, around);
      expect(stderr).toContain('returned 2 notes');
      expect(stderr).not.toMatch(/✖|"npm install"/);
      const isAlone = Object.keys(files).length === 0;
      const inWorkspace = expect.stringContaining('is a member of the workspace in') as string;
      expect(stderr.match(/▲.*/g) ?? []).toEqual(isAlone ? [] : [inWorkspace]);
      expect(vendored(project)).toEqual(BOTH.map((each) => expect.stringMatching(each) as string));

      if (!isVersion) {
        await followNext(stdout, around, env);
        await sh(`${exec} mcp-provider add-tool "GET /rooms" --yes`);
        await sh(`${script} check`);
      }

      const copy = `${around}-copy`;
      cpSync(around, copy, { recursive: true, filter: (path) => !INSTALLED.test(path) });
      // The context of an image is the folder with the lock file.
      const [context, PROJECT] = isAlone ? [join(copy, 'notes-mcp'), '.'] : [copy, 'notes-mcp'];
      const commands = isVersion ? [[frozen, '/app'] as const] : imageCommands(project);
      // The image installs the manager for all of its users.
      const globals = `export npm_config_prefix=${join(folder, 'global')}`;
      for (const [command, place] of commands)
        await sh(
          `${globals}; ${command}`,
          place.replace('/app', context).replace('${PROJECT}', PROJECT),
        );
      const call = `${exec} mcp-provider call search_notes --arg text=export`;
      expect((await sh(call, join(copy, 'notes-mcp'))).stdout).toContain('Incident in March');

      if (isVersion) return;
      // The commands of a project carry both packages in turn.
      const again = 'other --from demo --vendor --yes --no-install --no-git';
      await sh(`${exec} create-mcp-provider ${again}`);
      expect(vendored(join(project, 'other'))).toEqual(vendored(project));
    },
  );
});
