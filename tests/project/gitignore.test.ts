import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { IgnoreRules, ignoreRulesOf } from '../../src/project/gitignore.js';
import { projectsBelow } from '../../src/project/projects-below.js';

it.each<[patterns: string, ignored: string[], kept: string[]]>([
  [
    'node_modules/',
    ['node_modules/a.js', 'a/node_modules/b', 'node_modules/'],
    ['node_modules', 'my_node_modules/a'],
  ],
  ['*.key', ['a.key', 'a/b.key', '.key'], ['a.keys', 'key']],
  ['/dist', ['dist', 'dist/a'], ['a/dist']],
  ['a/b', ['a/b', 'a/b/c'], ['x/a/b']],
  ['**/logs', ['logs', 'a/b/logs/c'], ['logs2']],
  ['logs/**', ['logs/a/b'], ['logs', 'a/logs/b']],
  ['a/**/b', ['a/b', 'a/x/y/b'], ['a/xb', 'b']],
  ['.env\n.env.*\n!.env.example', ['.env', '.env.local', 'a/.env'], ['.env.example', 'env']],
  ['secrets/\n!secrets/a', ['secrets/a'], []],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['[a-c].ts', ['a.ts', 'b.ts'], ['d.ts', '-.ts']],
  ['[!a].ts', ['b.ts'], ['a.ts', '/.ts']],
  ['[]a].ts', ['].ts', 'a.ts'], ['b.ts']],
  ['\\#a\n\\!b\nc\\*', ['#a', '!b', 'c*'], ['cd']],
  ['# a\n\na  \nb\\ ', ['a', 'b '], ['# a', 'a  ', 'b']],
  ['a.b(c)+$', ['a.b(c)+$'], ['axb(c)+$']],
  ['[z-a]', [], ['z', 'a', '-']],
  ['[[:alpha:]_].ts', ['a.ts', '_.ts'], ['1.ts', ':.ts']],
  ['[![:digit:][:upper:]]b', ['ab'], ['1b', 'Ab']],
  ['\uFEFFout/', ['out/a'], ['a']],
  ['a\r\nb\r\n', ['a', 'b'], ['a\r']],
])('which paths the pattern %j ignores', (patterns, ignored, kept) => {
  const ignores = new IgnoreRules([{ below: '', text: patterns }]);
  expect(ignored.filter((path) => !ignores.covers(path))).toEqual([]);
  expect(kept.filter((path) => ignores.covers(path))).toEqual([]);
});

it('reads what the directories above say', () => {
  const ignores = new IgnoreRules(
    [
      { below: '', text: '.env\n/packages/a/out/\n/out2\n*.key\npackages/\n' },
      { below: 'packages/a/', text: '!public.key\n/local\n' },
    ],
    'packages/a',
  );
  const paths = ['.env', 'src/.env', 'out/x', 'x.key', 'local', 'public.key', 'out2', 'src/local'];
  expect(paths.filter((path) => ignores.covers(path))).toEqual([
    '.env',
    'src/.env',
    'out/x',
    'x.key',
    'local',
  ]);
});

it('reads what directories below say', () => {
  const ignores = new IgnoreRules([{ below: '', text: '*.log\n' }]);
  ignores.add('src/made', '*\n!.gitignore\n!kept.ts\n');
  ignores.add('src/made/deeper', '/here.ts\n');
  const paths = ['a.ts', 'src/made/a.ts', 'src/made/kept.ts', 'src/a.log', 'src/b.ts'];
  expect(paths.filter((path) => ignores.covers(path))).toEqual(['src/made/a.ts', 'src/a.log']);
});

afterEach(() => vi.unstubAllEnvs());

it('reads all that Git reads, and so do the projects below a directory', async () => {
  const root = temporaryFolder();
  const put = (path: string, text = '') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', join(root, 'repo'), ...words], { encoding: 'utf8' });
  vi.stubEnv('HOME', root);
  vi.stubEnv('XDG_CONFIG_HOME', '');
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(root, '.gitconfig'));
  put('.gitconfig', '[include]\n  path = more\n');
  put('more', '[core]\n  excludesFile = ~/mine\n');
  put('mine', 'by-user/\n!not-kept/\n');
  put('repo/.gitignore', '\uFEFF/by-root/\nnot-kept/\n/[[:digit:]]/\n');
  put('repo/nested/.gitignore', 'by-nested/\n');
  git('init', '-q');
  put('repo/.git/info/exclude', 'by-repository/\n');
  const folders = [
    ...['kept', 'by-user', 'by-root', 'by-repository', 'not-kept', '1', 'by-nested'],
    ...['nested/by-nested', 'nested/kept', 'nested/by-root', 'nested/by-user'],
  ];
  for (const folder of folders) put(`repo/${folder}/provider-config.yaml`);
  const listed = git('ls-files', '--others', '--exclude-standard', '-z', '--', '*.yaml');
  const expected = listed.split('\0').filter(Boolean).map(dirname).toSorted();
  const found = await projectsBelow(diskFiles, join(root, 'repo'));
  expect(found.map((path) => path.slice(join(root, 'repo/').length)).toSorted()).toEqual(expected);
  expect(expected).toEqual(['by-nested', 'kept', 'nested/by-root', 'nested/kept']);

  const ignoring = await ignoreRulesOf(diskFiles, join(root, 'repo/nested'));
  expect(['by-nested/a', 'by-user/a', 'by-root/a'].map((path) => ignoring.covers(path))).toEqual([
    true,
    true,
    false,
  ]);
});
