import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version.gen.js';
import { type MachineOptions, runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { ACME } from './acme.js';

const HOME = { '/home/ann/notes.txt': '' };

/** Creates a project on a disk with these files. */
async function create(
  directory: string,
  texts: Record<string, string>,
  more: string[] = [],
  machine: Partial<MachineOptions> = {},
) {
  const files = memoryFiles({ ...HOME, ...texts });
  const argv = ['create', directory, ...ACME, '--yes', ...more];
  const outcome = await runProgram(argv, { cwd: '/home/ann', ...machine, files });
  const project = (path: string) => files.texts()[`${directory}/${path}`];
  return { ...outcome, texts: files.texts(), project };
}

const manifest = (text: string | undefined) =>
  JSON.parse(text ?? '{}') as Record<string, unknown> & {
    devDependencies: Record<string, string>;
  };

describe('repositories', () => {
  it('a new one has the branch that the workflow tests', async () => {
    const { ran, project } = await create('/home/ann/acme-mcp', {}, ['--no-install']);
    expect(ran).toEqual(['git init --quiet --initial-branch=main']);
    expect(project('.github/workflows/ci.yml')).toContain('branches: [main]');
  });

  it.each([
    ['current branch', { HEAD: 'ref: refs/heads/trunk\n' }, 'trunk'],
    [
      'default branch of the remote repository',
      {
        HEAD: 'ref: refs/heads/feature\n',
        'refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/develop\n',
      },
      'develop',
    ],
  ])('the workflow tests the %s', async (_, git, branch) => {
    const texts = Object.fromEntries(
      Object.entries(git).map(([path, text]) => [`/repo/.git/${path}`, text]),
    );
    const { ran, project } = await create('/repo', texts, ['--no-install']);
    expect(ran).toEqual([]);
    expect(project('.github/workflows/ci.yml')).toContain(`branches: [${branch}]`);
  });

  const MONOREPO = { '/repo/.git/HEAD': 'ref: refs/heads/trunk\n', '/repo/packages/a/a.txt': '' };

  it('the workflow of a package is where GitHub reads it', async () => {
    const { texts } = await create('/repo/packages/acme-mcp', MONOREPO, ['--no-install']);
    const workflow = texts['/repo/.github/workflows/acme-mcp.yml'];
    expect(workflow).toContain('working-directory: packages/acme-mcp');
    // A required check has to report, whatever changes.
    expect(workflow).not.toContain('paths:');
    expect(workflow).toContain('branches: [trunk]');
    expect(Object.keys(texts).filter((path) => path.includes('acme-mcp/.github'))).toEqual([]);
  });

  it('the plan shows it', async () => {
    const { texts, stdout } = await create('/repo/packages/acme-mcp', MONOREPO, ['--dry-run']);
    expect(stdout).toContain('acme-mcp.yml');
    expect(texts).toEqual({ ...HOME, ...MONOREPO });
  });

  it('another workflow of that name stays', async () => {
    const path = '/repo/.github/workflows/acme-mcp.yml';
    const { exit, texts, stderr } = await create(
      '/repo/packages/acme-mcp',
      { ...MONOREPO, [path]: 'mine' },
      ['--no-install'],
    );
    expect(exit).toBe(0);
    expect(texts[path]).toBe('mine');
    expect(stderr).toContain('already exists and differs. It was not changed.');
  });
});

describe('package managers', () => {
  const yarn = (agent: string) =>
    create('/home/ann/acme-mcp', {}, ['--no-install', '--no-git'], {
      env: { npm_config_user_agent: agent },
    });

  it('Yarn 4', async () => {
    const { project, stdout } = await yarn('yarn/4.9.2 npm/? node/v22.0.0 linux x64');
    expect(stdout).toContain('yarn dlx create-mcp-provider acme-mcp ');
    expect(manifest(project('package.json')).packageManager).toBe('yarn@4.9.2');
    expect(project('.gitignore')?.split('\n')).toEqual(
      expect.arrayContaining(['.pnp.*', '.yarn/*', '!.yarn/patches', '!.yarn/releases']),
    );
    expect(project('.github/workflows/ci.yml')).toContain('yarn install --immutable');
  });

  it('Yarn 1', async () => {
    const { project, stdout } = await yarn('yarn/1.22.22 npm/? node/v22.0.0 linux x64');
    expect(stdout).toContain('npx create-mcp-provider acme-mcp ');
    expect(manifest(project('package.json')).packageManager).toBe('yarn@1.22.22');
    expect(project('.github/workflows/ci.yml')).toContain('yarn install --frozen-lockfile');
  });

  it.each([
    ['a lock file', { '/repo/pnpm-lock.yaml': '' }],
    ['a declaration', { '/repo/package.json': '{ "packageManager": "pnpm@10.0.0" }' }],
  ])('that of the workspace, by %s above the project', async (_, texts) => {
    const workspace = { '/repo/.git/HEAD': 'ref: refs/heads/main\n', ...texts };
    const { stdout, project } = await create('/repo/packages/mcp', workspace, ['--no-install'], {
      env: { npm_config_user_agent: 'npm/11.0.0 node/v24' },
    });
    expect(project('README.md')).toContain('pnpm install');
    expect(stdout).toContain('pnpm ');
  });

  it('a manager that is not installed has a tested version', async () => {
    const flags = ['--no-install', '--no-git', '--package-manager', 'pnpm'];
    const { ran, project } = await create('/home/ann/acme-mcp', {}, flags);
    expect(ran).toEqual(['pnpm --version']);
    expect(manifest(project('package.json')).packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
  });

  it('npm comes with Node.js', async () => {
    const { ran, project } = await create('/home/ann/acme-mcp', {}, ['--no-install', '--no-git']);
    expect(ran).toEqual([]);
    expect(manifest(project('package.json'))).not.toHaveProperty('packageManager');
    expect(project('.gitignore')).not.toContain('yarn');
  });
});

describe('the packages', () => {
  it('without archives come from the registry, in the version of the generator', async () => {
    const { project } = await create('/home/ann/acme-mcp', {}, ['--no-install', '--no-git']);
    const { devDependencies } = manifest(project('package.json'));
    expect(devDependencies['mcp-provider']).toBe(version);
    expect(devDependencies['create-mcp-provider']).toBe(version);
  });
});
