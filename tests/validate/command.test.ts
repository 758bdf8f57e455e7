import { describe, expect, it } from 'vitest';
import type { ExampleChanges } from '../../src/model/rule.js';
import { projectIn, validate } from './command.js';

const STATE = '.mcp-provider.json';
const clean = projectIn('/repo');
const withError = { [STATE]: '{ "rules": { "no/such-rule": "off" } }\n' };
const withWarning = {
  'src/providers/weather/tools/get-forecast.ts': [
    "  name: 'get_forecast'",
    "  // mcp-provider-disable-next-line configuration/unknown-setting -- why\n  name: 'get_forecast'",
  ],
} as const;
const broken = projectIn('/repo', withError);
const paths = (stdout: string) =>
  (JSON.parse(stdout) as { findings: { file: string }[] }).findings.map(({ file }) => file);

const CONFIG = 'provider-config.yaml';
const MANY = Object.fromEntries(
  Array.from({ length: 50_000 }, (_, i) => [`/repo/src/${i}.md`, '']),
);
const ASIDE = 'src/providers/weather/tools/aside.ts';
const fetching = (...comments: readonly string[]) => ({
  [ASIDE]: [...comments, "export const found = fetch('https://x.example');", ''].join('\n'),
});
const WHY = '// mcp-provider-disable-next-line security/restricted-import -- public address';
const described = (text: string) => ({
  'provider-config.yaml': ['Forecasts for any place.\n', `${text}\n    prt: 3\n`] as const,
});
const YAML_WHY = '# mcp-provider-disable-next-line contract/config-schema -- text';

describe('findings in files of others and in own code', () => {
  it.each<[number, string, ExampleChanges]>([
    [0, 'a lock of Emacs', { 'src/providers/weather/.#index.ts': '(((' }],
    [0, 'a file that macOS writes beside others', { 'src/providers/weather/._index.ts': '\0(' }],
    [0, 'fixtures', { 'tests/fixtures/video.ts': '\0(((', 'tests/fixtures/bad.json': '{ broken' }],
    [1, 'code that does not parse', { 'src/fixtures/bad.ts': '(((' }],
    [0, 'what is excluded', { 'src/fixtures/bad.ts': '(((', [STATE]: '{"exclude":["fixtures/"]}' }],
    [1, 'a file beside that', { 'src/bad.ts': '(((', [STATE]: '{"exclude":["fixtures/"]}' }],
    [1, 'an error', fetching()],
    [1, 'an error below another comment', fetching('// eslint-disable-next-line no-undef')],
    [0, 'a comment of ours', fetching(WHY)],
    [0, 'ours above one of ESLint', fetching(WHY, '// eslint-disable-next-line no-undef')],
    [0, 'ours above one of TypeScript', fetching(WHY, '// @ts-expect-error why')],
    [0, 'ours of several lines', fetching(WHY, '/* and needs', ' * no credentials */')],
    [1, 'ours above code with a comment', fetching(WHY, 'f(); // because')],
    [1, 'text of YAML that looks like ours', described(`|-\n      ${YAML_WHY}`)],
    [1, 'quoted text of YAML', described(`"\n      ${YAML_WHY}"`)],
    [0, 'ours in YAML', described(`text # c\n    ${YAML_WHY}`)],
  ])('exit %i: %s', async (exit, _case, changes) => {
    expect(await validate(projectIn('/repo', changes))).toMatchObject({ exit });
  });

  it('is no command of GitHub Actions, in any format', async () => {
    const disk = projectIn('/repo', fetching("f('##[error]x');"));
    for (const format of ['pretty', 'github', 'json', 'sarif']) {
      const { stdout } = await validate(disk, ['--format', format]);
      expect(stdout).not.toContain('##[');
    }
  });

  it('has one path in every report, however many projects there are', async () => {
    const one = {
      ...projectIn('/top/one', fetching()),
      '/top/one/.git/HEAD': '',
      '/top/.git/HEAD': '',
    };
    const two = { ...one, ...projectIn('/top/two') };
    for (const disk of [one, two]) {
      const { stdout } = await validate(disk, ['.', '--format', 'json'], { cwd: '/top' });
      expect(paths(stdout)).toEqual([`one/${ASIDE}`]);
    }
  });
});

describe('ends with', () => {
  const warning = projectIn('/repo', withWarning);
  it.each<[number, string, Record<string, string>, ...string[]]>([
    [0, 'nothing found', clean],
    [1, 'an error', broken],
    [0, 'a warning', warning],
    [1, 'a warning that is to fail', warning, '--fail-on', 'warning'],
    [0, 'an error of a rule that is off', broken, '--rule', 'configuration/unknown-setting=off'],
    [0, 'an error that is a warning', broken, '--rule', 'configuration/unknown-setting=warn'],
    [0, 'an error of another rule', broken, '--rule', 'configuration/suppression'],
    [0, 'an error elsewhere', broken, '--provider', 'weather'],
    [
      1,
      'a file of a rule that is too long',
      projectIn('/repo', { [CONFIG]: '#'.repeat(4_000_001) }),
    ],
    [2, 'too many files', { ...clean, ...MANY }],
  ])('%i after %s', async (exit, _case, disk, ...args) => {
    expect(await validate(disk, args)).toMatchObject({ exit });
  });

  it.each<[string, string, string[], cwd?: string]>([
    ['project/not-found', 'validate ." checks all projects below', [], '/elsewhere'],
    ['project/not-found', 'not in a provider project', ['.'], '/elsewhere'],
    ['project/no-directory', 'Directory "nowhere" not found', ['nowhere']],
    ['project/not-a-directory', '"package.json" is not a directory.', ['package.json']],
    ['validate/unknown-rule', 'Unknown rule "contract/x"', ['--rule', 'contract/x']],
    ['validate/unknown-rule', 'Did you mean "protocol/stdout"?', ['--explain', 'stdout']],
    [
      'validate/no-rule-left',
      'No rules to run',
      ['--rule', 'protocol/stdout', '--rule', 'protocol/stdout=off'],
    ],
    ['validate/unknown-setting', 'set to "off=warn"', ['--rule', 'protocol/stdout=off=warn']],
    ['project/unknown-provider', 'Provider "wether" not found', ['--provider', 'wether']],
    ['validate/output-without-format', '"--output a"', ['--output', 'a']],
    [
      'validate/output-twice',
      '"--output b"',
      ['--format', 'json', '--output', 'a', '--output', 'b'],
    ],
    [
      'validate/output-taken',
      '"json" is already written to "./a"',
      ['--format', 'json', '--output', 'a', '--format', 'sarif', '--output', './a'],
    ],
    [
      'validate/output-to-stdout',
      '"--format sarif" without it',
      ['--format', 'sarif', '--output', '-'],
    ],
    ['validate/two-reports', '"json" and "sarif"', ['--format', 'json', '--format', 'sarif']],
    ['usage/not-a-choice', '--format', ['--format', 'xml']],
    ['usage/not-a-choice', 'did you mean "warning"?', ['--fail-on', 'warn']],
  ])('2 and %s: %s', async (code, message, args, cwd) => {
    const ended = await validate({ ...clean, '/elsewhere/file': '' }, args, {
      ...(cwd && { cwd }),
    });
    expect(ended).toMatchObject({ exit: 2, code, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('looks at', () => {
  const disk = {
    '/repo/.git/HEAD': '',
    ...projectIn('/repo/apps/a', withError),
    ...projectIn('/repo/apps/b', withError),
  };

  it.each<[string, string[], string, ...string[]]>([
    ['the project above', [], '/repo/apps/a/src/providers', 'apps/a'],
    ['the project of a directory', ['apps/b/src'], '/repo', 'apps/b'],
    ['all projects below', ['.'], '/repo', 'apps/a', 'apps/b'],
    ['all projects below, from afar', ['../repo/apps'], '/repo', 'apps/a', 'apps/b'],
  ])('%s, with paths from the repository', async (_case, args, cwd, ...projects) => {
    const { stdout } = await validate(disk, [...args, '--json'], { cwd });
    expect(paths(stdout)).toEqual(projects.map((path) => `${path}/${STATE}`));
  });

  it('a project outside a repository, with paths from the project', async () => {
    expect(paths((await validate(broken, ['--json'], { cwd: '/repo/src' })).stdout)).toEqual([
      STATE,
    ]);
  });

  it('names files for people from where they are', async () => {
    expect((await validate(disk, [], { cwd: '/repo/apps/a/src' })).stdout).toMatch(
      `../${STATE}:1:14 error `,
    );
  });
});

describe('reports', () => {
  it('print one and write the others, with the directories they need', async () => {
    const args = ['--format', 'sarif', '--output', 'out/a.sarif', '--format', 'github'];
    const { stdout, texts } = await validate(broken, [...args, '--output', '/b.txt', '--json']);
    expect(paths(stdout)).toEqual([STATE]);
    expect(JSON.parse(texts['/repo/out/a.sarif']!)).toMatchObject({ version: '2.1.0' });
    expect(texts['/b.txt']).toMatch(/^::error /);
  });

  it('print nothing where all are written, and say beside it what came of it', async () => {
    const written = await validate(broken, ['--format', 'github', '--output', 'a.txt']);
    expect(written.stdout).toBe('');
    expect(written.stderr).toMatch(/^1 error in 1 file \(.*\)\.\nWritten: a\.txt\n$/);
    expect(written.texts['/repo/a.txt']).toMatch(/^::error /);
  });

  it('say that something was checked also where nothing is found', async () => {
    const { stdout } = await validate(clean, ['--format', 'github']);
    expect(stdout).toMatch(/^No problems found \(1 provider, 1 tool, \d+ rules\)\.\n$/);
  });
});
