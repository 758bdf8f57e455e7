import { describe, expect, it } from 'vitest';
import { diskRefused } from '../../src/model/errors/host.js';
import { journalPath, writeJournal } from '../../src/plan/journal.js';
import { runProgram } from '../support/machine.js';
import { type MemoryFiles, memoryFiles, treeAt } from '../support/memory.js';
import { ACME } from './acme.js';

/** Creates a project in a repository with these files. */
async function createIn(texts: Record<string, string>, more: readonly string[] = []) {
  const clone = { ...('.git' in texts ? {} : { '.git/HEAD': 'ref: refs/heads/main\n' }), ...texts };
  const files = memoryFiles(treeAt('/repo', clone));
  const argv = ['create', '.', ...ACME, '--yes', '--no-install', ...more];
  const outcome = await runProgram(argv, { cwd: '/repo', files });
  return { ...outcome, text: (path: string) => files.texts()[`/repo/${path}`] };
}

const CLONE = {
  'README.md': '# acme\n\nTools of Acme.\n',
  LICENSE: 'MIT',
  '.gitignore': 'node_modules\n.env\n',
  '.editorconfig': 'root = true\n',
  '.github/dependabot.yml': 'version: 2\n',
  'CONTRIBUTING.md': '# Contributing\n',
};

describe('a fresh clone', () => {
  it('keeps every file, and gets the project', async () => {
    const { exit, text, stderr } = await createIn(CLONE);
    expect(exit, stderr).toBe(0);
    for (const [path, was] of Object.entries(CLONE)) {
      expect(text(path)?.startsWith(was), path).toBe(true);
    }
    expect(text('package.json')).toContain('"test": "npm run build && vitest run --no-isolate"');
    expect(text('.github/workflows/ci.yml')).toContain('run: npm test');
  });

  it.each([
    ['a fresh clone', CLONE, '/repo/package.json'],
    ['a repository with code', { ...CLONE, 'main.go': '' }, '/repo/acme-mcp/package.json'],
    ['no repository', { ...CLONE, '.git/HEAD': undefined }, '/repo/acme-mcp/package.json'],
  ])('%s: the default directory', async (_, texts, path) => {
    const tree = Object.entries({ '.git/HEAD': 'ref: refs/heads/main\n', ...texts });
    const files = memoryFiles(
      Object.fromEntries(
        tree.flatMap(([name, text]) => (text === undefined ? [] : [[`/repo/${name}`, text]])),
      ),
    );
    await runProgram(['create', ...ACME, '--yes', '--no-install'], { cwd: '/repo', files });
    expect(Object.keys(files.texts())).toContain(path);
  });

  it('its README gets one section more', async () => {
    const { text } = await createIn(CLONE);
    const headings = text('README.md')?.match(/^#+ .*/gm);
    expect(headings).toEqual([
      '# acme',
      '## MCP server',
      '### Acme',
      '### Errors',
      '### Connect a client',
      '### Change the server',
    ]);
  });

  it.each([
    ['CRLF', '# a\r\n', '# a\r\n\r\n## MCP server\r\n'],
    ['no line end', '# a', '# a\n\n## MCP server\n'],
    ['an empty line at the end', '# a\n\n', '# a\n\n## MCP server\n'],
    ['nothing', '', '## MCP server\n'],
    ['a fence that is open', '```sh\n# a\n```\n', '```sh\n# a\n```\n\n## MCP server\n'],
  ])('a README with %s', async (_, was, begins) => {
    const { text } = await createIn({ 'README.md': was });
    expect(text('README.md')?.slice(0, begins.length)).toBe(begins);
  });

  it('its ignore file gets only the patterns it lacks', async () => {
    const { text } = await createIn(CLONE);
    const lines = text('.gitignore')?.split('\n') ?? [];
    expect(lines.filter((line) => line.startsWith('node_modules'))).toEqual(['node_modules']);
    expect(lines).toContain('credentials.json');
    expect(new Set(lines).size).toBe(lines.length - 1); // One empty line above ours, one at the end.
  });

  it.each([
    ['readme.md', 'readme.md', '## MCP server'],
    ['README.rst', 'docs/mcp-server.md', '# Acme'],
    ['README', 'docs/mcp-server.md', '# Acme'],
  ])('with a %s: ours is in %s', async (name, home, heading) => {
    const { exit, text } = await createIn({ [name]: 'mine\n' });
    expect(exit).toBe(0);
    expect(text(home)).toContain(heading);
    expect(text(name)?.startsWith('mine\n')).toBe(true);
    expect(text('README.md')).toBeUndefined();
  });

  it('keeps its workflow, and ours has another name', async () => {
    const { text } = await createIn({ '.github/workflows/ci.yml': 'mine' });
    expect(text('.github/workflows/ci.yml')).toBe('mine');
    expect(text('.github/workflows/repo.yml')).toContain('npm ci');
  });

  it('a file that cannot be added to is a conflict', async () => {
    const { exit, text, stderr } = await createIn({ '.env.example': 'A=1\n' });
    expect(exit).toBe(2);
    expect(stderr).toContain('.env.example would be overwritten. No files were changed.');
    expect(text('.env.example')).toBe('A=1\n');
    expect(text('package.json')).toBeUndefined();
  });

  it('the plan shows the additions', async () => {
    const { stdout, text } = await createIn(CLONE, ['--dry-run']);
    expect(stdout).toMatch(/^~ README\.md$/m);
    expect(stdout).toMatch(/^~ \.gitignore$/m);
    expect(text('README.md')).toBe(CLONE['README.md']);
  });

  it('the workflow tests the branch of a worktree’s repository', async () => {
    const { text } = await createIn({
      '.git': 'gitdir: .main/worktrees/feature\n',
      '.main/worktrees/feature/HEAD': 'ref: refs/heads/feature\n',
      '.main/worktrees/feature/commondir': '../..\n',
      '.main/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/develop\n',
    });
    expect(text('.github/workflows/ci.yml')).toContain('branches: [develop]');
  });
});

const PACKAGE = ['create', 'packages/mcp', ...ACME, '--yes', '--no-install'];

it('a workflow beside the project is shown, counted, and undone where that was interrupted', async () => {
  const files = memoryFiles({
    '/repo/.git/HEAD': 'ref: refs/heads/main\n',
    '/repo/packages/a': '',
  });
  const journal = journalPath('/repo');
  await files.makeDirectory(journal);
  await writeJournal(files, journal, { writer: 'ended-1', made: [], changes: [] });
  const argv = [...PACKAGE, '--dry-run', '--diff'];
  expect((await runProgram(argv, { cwd: '/repo', files })).error?.code).toBe('plan/interrupted');
  const { stdout } = await runProgram(PACKAGE, { cwd: '/repo', files });
  const written = Object.keys(files.texts()).filter((path) => !/HEAD$|\/a$/.test(path));
  expect(written).toContain('/repo/.github/workflows/mcp.yml');
  expect(stdout).toContain(`${written.length} files written`);
  const again = PACKAGE.map((word) => word.replace('packages/mcp', 'packages/other'));
  const shown = await runProgram([...again, '--dry-run', '--diff'], { cwd: '/repo', files });
  const patched = shown.stdout.match(/^\+\+\+ .*(?:package\.json|other\.yml)$/gm);
  expect(patched).toEqual([
    '+++ b/packages/other/package.json',
    '+++ b/.github/workflows/other.yml',
  ]);
  expect(shown.stdout).not.toMatch(/^In /m);
});

it('a workflow that cannot be written beside the project is a warning', async () => {
  const files = memoryFiles({
    '/repo/.git/HEAD': 'ref: refs/heads/main\n',
    '/repo/packages/a': '',
  });
  const readOnly: MemoryFiles = {
    ...files,
    async makeDirectory(path) {
      if (path.startsWith('/repo/.mcp-provider-'))
        throw diskRefused('make', path, Object.assign(new Error(), { code: 'EACCES' }))!;
      await files.makeDirectory(path);
    },
  };
  const argv = [...PACKAGE, '--json'];
  const { exit, stderr, stdout } = await runProgram(argv, { cwd: '/repo', files: readOnly });
  expect(exit).toBe(0);
  expect(stderr).toContain(
    'The project is written, but not "/repo/.github/workflows/mcp.yml". Cannot write in "/repo"',
  );
  expect(JSON.parse(stdout)).not.toHaveProperty('beside');
  expect(files.texts()).toHaveProperty('/repo/packages/mcp/package.json');
  expect(files.texts()).not.toHaveProperty('/repo/.github/workflows/mcp.yml');
});

/** The files of a new project in a folder of a repository. */
async function createdIn(manager: string, above: Record<string, string>, directory: string) {
  const files = memoryFiles(treeAt('/repo', { '.git/HEAD': '', ...above }));
  const argv = [
    'create',
    directory,
    ...ACME,
    '--yes',
    '--no-install',
    '--package-manager',
    manager,
  ];
  const { exit, stderr } = await runProgram(argv, { cwd: '/repo', files });
  expect(exit, stderr).toBe(0);
  return (name: string) => files.texts()[`/repo/${directory}/${name}`];
}
const CONFIG = 'vitest.config.ts';
const LINKER = '.yarnrc.yml';
const yarnRoot = (workspaces: unknown) => ({
  'yarn.lock': '',
  'package.json': JSON.stringify({ workspaces }),
});

it.each<[string, Record<string, string>, string[]]>([
  ['npm', {}, []],
  ['npm', { 'vitest.config.mjs': '' }, [CONFIG]],
  ['bun', { 'vite.config.cts': '' }, [CONFIG]],
  ['npm', { 'other/vite.config.js': '' }, [CONFIG]],
  ['pnpm', {}, []],
  ['pnpm', { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n' }, ['pnpm-workspace.yaml']],
  ['pnpm', { 'pnpm-workspace.yaml': 'ignoredBuiltDependencies: []\n' }, ['pnpm-workspace.yaml']],
  ['pnpm', { 'pnpm-workspace.yaml': "packages: ['./other/*/']\n" }, []],
  ['pnpm', { 'pnpm-workspace.yaml': "packages: ['**', '!other/*']\n" }, ['pnpm-workspace.yaml']],
  ['npm', { 'pnpm-workspace.yaml': 'packages: []\n' }, []],
  ['yarn', {}, [LINKER]],
  ['yarn', yarnRoot(undefined), ['yarn.lock', LINKER]],
  ['yarn', yarnRoot(['packages/*']), ['yarn.lock', LINKER]],
  ['yarn', yarnRoot(['other/*']), []],
  ['yarn', yarnRoot({ packages: ['other/mcp'] }), []],
])('%s, below %j: the project has %j of its own', async (manager, above, own) => {
  const file = await createdIn(manager, above, 'other/mcp');
  const all = ['vitest.config.ts', 'pnpm-workspace.yaml', 'yarn.lock', '.yarnrc.yml'];
  expect(all.filter((name) => file(name) !== undefined)).toEqual(own);
  // Yarn warns of resolutions in members of a workspace.
  const { resolutions } = JSON.parse(file('package.json')!) as { resolutions?: object };
  expect(resolutions !== undefined).toBe(own.includes(LINKER));
});

it.each(['.git', 'node_modules', 'node_modules/deep'])(
  'nothing is created in %s, a folder of another program',
  async (name) => {
    const files = memoryFiles(treeAt('/repo', { 'a.txt': '' }));
    const before = files.texts();
    const argv = ['create', name, ...ACME, '--yes', '--no-install'];
    const { error } = await runProgram(argv, { cwd: '/repo', files });
    expect(error).toMatchObject({ code: 'create/unusable-path' });
    expect(files.texts()).toEqual(before);
  },
);

it.each([
  ['', '6'],
  ['nodeLinker: pnp\n', '6'],
  ['nodeLinker: node-modules\n', '7'],
])(
  'in a workspace of Yarn with the settings %j, a project has TypeScript %s',
  async (text, major) => {
    const above = { ...yarnRoot(['*']), '.yarnrc.yml': text };
    const file = await createdIn('yarn', above, 'mcp');
    expect(file('package.json')).toContain(`"typescript": "${major}.`);
  },
);

it.each(
  ['C#', '100%', 'a?b', 'a\\b', 'a:b'].filter(
    (name) => process.platform !== 'win32' || name === 'C#',
  ),
)(
  'a path with "%s" is refused before anything is written, unless nothing is to be installed',
  async (name) => {
    const files = memoryFiles(treeAt('/repo', { '.git/HEAD': '' }));
    const before = files.texts();
    const argv = ['create', `${name}/m`, ...ACME, '--yes'];
    const { error } = await runProgram(argv, { cwd: '/repo', files });
    expect(error).toMatchObject({ code: 'create/unusable-path' });
    expect(files.texts()).toEqual(before);
    const { exit } = await runProgram([...argv, '--no-install'], { cwd: '/repo', files });
    expect(exit).toBe(0);
  },
);
