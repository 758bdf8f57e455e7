import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';

const GITHUB = ['--repository', 'https://github.com/acme/acme-mcp'];

/** Creates the demo project with these options. */
async function create(
  more: readonly string[],
  texts: Record<string, string> = {},
  directory = '/home/ann/acme-mcp',
) {
  const files = memoryFiles({ '/home/ann/notes.txt': '', ...texts });
  const argv = ['create', directory, '--demo', '--yes', '--no-install', ...more];
  const outcome = await runProgram(argv, { cwd: '/home/ann', files });
  const text = (path: string) => files.texts()[`${directory}/${path}`] ?? '';
  return { ...outcome, text, texts: files.texts() };
}

const manifest = (text: string) => JSON.parse(text) as Record<string, unknown>;

it('the package can be published', async () => {
  const { exit, text, stderr, stdout } = await create(['--feature', 'registry', ...GITHUB]);
  expect(exit, stderr).toBe(0);
  const { name, files, bin, mcpName, scripts, repository, ...others } = manifest(
    text('package.json'),
  );
  expect({ name, files, bin, mcpName, repository }).toEqual({
    name: 'acme-mcp',
    files: ['dist/**/*.js', 'dist/LICENSES.txt', 'provider-config.yaml'],
    bin: { 'acme-mcp': 'dist/server.js' },
    mcpName: 'io.github.acme/acme-mcp',
    repository: { type: 'git', url: 'git+https://github.com/acme/acme-mcp.git' },
  });
  expect(others).not.toHaveProperty('private');
  expect(scripts).toMatchObject({
    prepack: 'npm run build',
    version: 'mcp-provider lock && mcp-provider validate --fix && git add --update',
  });
  expect(text('.github/workflows/publish.yml')).toContain("tags: ['v*']");
  expect(stdout + stderr).toContain(
    '--feature registry --repository https://github.com/acme/acme-mcp',
  );
});

it('a bundle alone leaves the package private', async () => {
  const { exit, text, stderr } = await create(['--feature', 'mcpb', ...GITHUB]);
  expect(exit, stderr).toBe(0);
  expect(manifest(text('package.json'))).toMatchObject({
    private: true,
    scripts: { bundle: expect.stringContaining('mcpb@') as string },
  });
  expect(manifest(text('manifest.json'))).toMatchObject({ author: { name: 'acme' } });
  expect(text('server.json')).toBe('');
});

it('an image needs no repository', async () => {
  const { exit, text, stderr, stdout } = await create([
    '--feature',
    'docker',
    '--package-manager',
    'pnpm',
  ]);
  expect(exit, stderr).toBe(0);
  expect(text('Dockerfile')).toContain('then pnpm install --frozen-lockfile; else');
  expect(stdout).toContain('--feature docker --package-manager pnpm');
});

it.each([
  ['git@github.com:Acme/tools.git', 'io.github.Acme/acme-mcp'],
  ['https://github.com/acme/tools', 'io.github.acme/acme-mcp'],
  ['ssh://git@github.com/acme/tools.git', 'io.github.acme/acme-mcp'],
])('the remote "origin" is %s', async (url, name) => {
  const config = `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs\n[branch "main"]\n`;
  const { exit, text, stderr } = await create(['--feature', 'registry'], {
    '/home/ann/acme-mcp/.git/HEAD': 'ref: refs/heads/main\n',
    '/home/ann/acme-mcp/.git/config': config,
  });
  expect(exit, stderr).toBe(0);
  expect(manifest(text('server.json'))).toMatchObject({ name });
});

it('in a repository of several projects, tags and workflows have the name of the project', async () => {
  const { exit, texts, stderr } = await create(
    ['--feature', 'registry', ...GITHUB],
    { '/repo/.git/HEAD': 'ref: refs/heads/main\n' },
    '/repo/packages/acme-mcp',
  );
  expect(exit, stderr).toBe(0);
  const workflow = texts['/repo/.github/workflows/acme-mcp-publish.yml'];
  expect(workflow).toContain("tags: ['acme-mcp-v*']");
  expect(workflow).toContain('working-directory: packages/acme-mcp');
  expect(workflow).toContain('= "acme-mcp-v$(');
  expect(texts['/repo/.github/workflows/acme-mcp.yml']).toContain(
    'working-directory: packages/acme-mcp',
  );
  const { packages, ...server } = manifest(texts['/repo/packages/acme-mcp/server.json'] ?? '{}');
  expect(packages).toHaveLength(1);
  expect(server.repository).toMatchObject({ subfolder: 'packages/acme-mcp' });
  const readme = texts['/repo/packages/acme-mcp/README.md'];
  expect(readme).toContain('A tag such as `acme-mcp-v0.1.0` publishes');
  expect(readme).toContain('add `acme-mcp-publish.yml` as a trusted');
});

it('features can be chosen in the summary, which then asks for the repository', async () => {
  const files = memoryFiles({ '/home/ann/notes.txt': '' });
  const { questions, asked } = person({
    'What do you want to connect': 'demo',
    'Repository on GitHub': 'https://github.com/acme/acme-mcp',
  });
  const wanted = ['change', 'features', 'nothing'];
  const { exit, stderr } = await runProgram(['create'], {
    files,
    cwd: '/home/ann',
    env: { HOME: '/home/ann' },
    questions: {
      ...questions,
      choose: async (question) => {
        const { message, choices } = question;
        if (!/^(Create \S+\?|Which one)/.test(message)) return questions.choose(question);
        const next = wanted.shift();
        return choices.find(({ value }) => value === next)!.value;
      },
      chooseSeveral: async ({ choices }) => choices.map(({ value }) => value),
    },
  });
  expect(exit, stderr).toBe(0);
  expect(asked.filter((message) => message.startsWith('Repository'))).toHaveLength(1);
  expect(Object.keys(files.texts())).toContain('/home/ann/notes-mcp/server.json');
});

describe('is refused', () => {
  it.each([
    ['without a repository', ['--feature', 'registry'], '--repository'],
    [
      'a repository elsewhere',
      ['--feature', 'mcpb', '--repository', 'https://gitlab.com/acme/x'],
      'create/not-on-github',
    ],
    ['a repository without a feature', GITHUB, 'create/without-feature'],
    ['a URL without a feature', ['--public-url', 'https://mcp.acme.dev'], 'create/without-feature'],
    [
      'a URL that is not public',
      ['--feature', 'registry', ...GITHUB, '--public-url', 'https://localhost:3000'],
      'create/not-public',
    ],
    [
      'a URL with a password',
      ['--feature', 'registry', ...GITHUB, '--public-url', 'https://ann:x@mcp.acme.dev'],
      'The public URL of "mcp.acme.dev" contains a user name or password.',
    ],
    [
      'a published package that depends on files',
      ['--feature', 'registry', ...GITHUB, '--vendor'],
      'create/vendor-and-registry',
    ],
    ['a repository for an image', ['--feature', 'docker', ...GITHUB], 'create/without-feature'],
    ['an unknown feature', ['--feature', 'dockr'], '--feature'],
  ])('%s', async (_, more, words) => {
    const { exit, stderr, texts } = await create(more);
    expect(exit).toBe(2);
    expect(stderr).toContain(words);
    expect(Object.keys(texts)).toEqual(['/home/ann/notes.txt']);
  });
});
