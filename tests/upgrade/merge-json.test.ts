import { expect, it } from 'vitest';
import { mergeJson } from '../../src/upgrade/merge-json.js';

const dependencies = (range: string | undefined, section = 'dependencies') =>
  JSON.stringify(range === undefined ? {} : { [section]: { zod: range } });

it.each<
  [
    what: string,
    base: string,
    edited: string | undefined,
    next: string,
    merged: string | undefined,
    notes: number,
  ]
>([
  ['raised', '1.0.0', '^1.5.0', '2.0.0', '^2.0.0', 0],
  ['higher than ours', '1.0.0', '3.0.0', '2.0.0', '3.0.0', 0],
  ['lowered', '1.0.0', '0.9.0', '2.0.0', '0.9.0', 1],
  ['a prerelease of the new version', '1.0.0', '2.0.0-beta.2', '2.0.0', '2.0.0', 0],
  ['a later prerelease', '2.0.0-beta.2', '2.0.0-beta.10', '2.0.0-beta.9', '2.0.0-beta.10', 0],
  ['a tag', '1.0.0', 'latest', '2.0.0', 'latest', 1],
  ['removed', '1.0.0', undefined, '2.0.0', undefined, 1],
  [
    'an archive of before',
    'file:vendor/a-1.tgz',
    'file:vendor/a-1.tgz',
    'file:vendor/a-2.tgz',
    'file:vendor/a-2.tgz',
    0,
  ],
  [
    'the registry in place of an archive',
    'file:vendor/a-1.tgz',
    '1.0.0',
    'file:vendor/a-2.tgz',
    '1.0.0',
    1,
  ],
])('a range that is %s', (_, base, edited, next, merged, notes) => {
  const result = mergeJson(dependencies(base), dependencies(edited), dependencies(next));
  expect(JSON.parse(result.text)).toEqual(JSON.parse(dependencies(merged)));
  expect(result.notes).toHaveLength(notes);
});

it.each<[what: string, base: string, edited: string, next: string, merged: string]>([
  [
    'raises it where the user has moved it',
    dependencies('1.0.0'),
    dependencies('1.0.0', 'devDependencies'),
    dependencies('2.0.0'),
    dependencies('2.0.0', 'devDependencies'),
  ],
  [
    'raises it in each section, but not for peers',
    '{"devDependencies":{"zod":"1.0.0"}}',
    '{"dependencies":{"zod":"1.0.0"},"devDependencies":{"zod":"1.0.0"},"peerDependencies":{"zod":"1.0.0"}}',
    '{"devDependencies":{"zod":"2.0.0"}}',
    '{"dependencies":{"zod":"2.0.0"},"devDependencies":{"zod":"2.0.0"},"peerDependencies":{"zod":"1.0.0"}}',
  ],
  ['leaves a removed one', dependencies('1.0.0'), '{}', dependencies('2.0.0'), '{}'],
  [
    'moves it with the templates',
    dependencies('1.0.0'),
    dependencies('1.0.0'),
    dependencies('1.0.0', 'devDependencies'),
    dependencies('1.0.0'),
  ],
  [
    'removes one that nobody has changed',
    dependencies('1.0.0'),
    dependencies('1.0.0'),
    '{}',
    '{"dependencies":{}}',
  ],
  ['merges lists', '["a","b"]', '["a","b","mine"]', '["b","new"]', '["b","mine","new"]'],
  [
    'adds members, and keeps those of the user',
    '{"a":{"b":1}}',
    '{"a":{"b":2,"c":3}}',
    '{"a":{"b":1,"d":4}}',
    '{"a":{"b":2,"c":3,"d":4}}',
  ],
  ['keeps what both have changed', '{"a":1}', '{"a":2}', '{"a":3}', '{"a":2}'],
  ['keeps a removed member', '{"a":1}', '{}', '{"a":3}', '{}'],
])('a merge of package.json %s', (_, base, edited, next, merged) => {
  const list = (text: string) => (text.startsWith('[') ? `{"list":${text}}` : text);
  const { text } = mergeJson(list(base), list(edited), list(next));
  expect(JSON.parse(text)).toEqual(JSON.parse(list(merged)));
});

it('keeps comments, layout and line ends', () => {
  const edited = '{\r\n\t// mine\r\n\t"a": 1,\r\n\t"b": [ 1, 2 ]\r\n}\r\n';
  const { text } = mergeJson('{"a":1,"b":[1,2]}', edited, '{"a":2,"b":[1,2]}');
  expect(text).toBe(edited.replace('"a": 1', '"a": 2'));
});
