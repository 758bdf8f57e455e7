import { expect, it } from 'vitest';
import { Ignoring } from '../../src/project/gitignore.js';

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
  ['a\r\nb\r\n', ['a', 'b'], ['a\r']],
])('%j', (patterns, ignored, kept) => {
  const ignores = new Ignoring([{ below: '', text: patterns }]);
  expect(ignored.filter((path) => !ignores.covers(path))).toEqual([]);
  expect(kept.filter((path) => ignores.covers(path))).toEqual([]);
});

it('reads what the directories above say', () => {
  const ignores = new Ignoring([
    { below: '', text: '.env\n/packages/a/out/\n/out2\n*.key\npackages/\n' },
    { below: 'packages/a/', text: '!public.key\n/local\n' },
  ]);
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
  const ignores = new Ignoring([{ below: '', text: '*.log\n' }]);
  ignores.add('src/made', '*\n!.gitignore\n!kept.ts\n');
  ignores.add('src/made/deeper', '/here.ts\n');
  const paths = ['a.ts', 'src/made/a.ts', 'src/made/kept.ts', 'src/a.log', 'src/b.ts'];
  expect(paths.filter((path) => ignores.covers(path))).toEqual(['src/made/a.ts', 'src/a.log']);
});
