import { expect, it } from 'vitest';
import { changeFormerNames } from '../../src/edit/former-names.js';
import {
  afterArgumentRename,
  afterToolRename,
  type FormerName,
} from '../../src/model/former-name.js';

const until = '2027-06';
const source = (formerly: string) =>
  `export const findNotes = tool({\n  name: 'find_notes',${formerly}\n  title: 'Find notes',\n});\n`;
const line = (entries: string) => `\n  formerly: [${entries}],`;
const change = (text: string, names: readonly FormerName[]) =>
  changeFormerNames(text, 'find_notes', () => names);

it.each([
  ['adds them below the name', '', [{ name: 'a', until }], line(`{ name: 'a', until: '2027-06' }`)],
  [
    'replaces them',
    `\n  formerly: [\n    { name: "a", until: "2027-06" }, // a comment\n  ],`,
    [{ arguments: { 'x-y': "it's" }, until }],
    line(`{ arguments: { 'x-y': 'it\\'s' }, until: '2027-06' }`),
  ],
  [
    'writes long ones below each other',
    '',
    [
      { name: 'search_notes', arguments: { text: 'query', max: 'limit' }, until },
      { name: 'a', until },
    ],
    `\n  formerly: [\n    { name: 'search_notes', arguments: { text: 'query', max: 'limit' }, until: '2027-06' },\n    { name: 'a', until: '2027-06' },\n  ],`,
  ],
  [
    'writes constants as they are',
    '',
    [{ name: 'a', constants: { most: 3, 'x-y': { of: [1] } }, until }],
    line(`{ name: 'a', constants: { most: 3, 'x-y': { of: [1] } }, until: '2027-06' }`),
  ],
  ['removes the last one', line(`{ name: 'a', until: '2027-06' }`), [], ''],
])('the edit of "formerly" %s', (_, before, names, after) => {
  expect(change(source(before), names)).toBe(source(after));
});

it('reads former names from constants', () => {
  const entries: FormerName[] = [
    { name: 'a', constants: { action: 'list', most: 3, all: true }, until },
  ];
  let read: readonly FormerName[] = [];
  const text = change(source(''), entries) ?? '';
  changeFormerNames(text, 'find_notes', (names) => (read = names));
  expect(read).toEqual(entries);
});

it('leaves former names that are not literals, and objects of other tools', () => {
  expect(change(source('\n  formerly: NAMES,'), [])).toBeUndefined();
  expect(change(source(line('{ name: NAME, until }')), [])).toBeUndefined();
  expect(changeFormerNames(source(''), 'other', () => [])).toBeUndefined();
  expect(change(`tool({ name: 'find_notes', title: 'a' });`, [{ name: 'a', until }])).toBe(
    `tool({ name: 'find_notes', formerly: [{ name: 'a', until: '2027-06' }], title: 'a' });`,
  );
});

it.each<[string, FormerName[], boolean, FormerName[]]>([
  ['first rename', [], true, [{ name: 'b', until }]],
  ['of a name that no release has', [], false, []],
  ['taken back', [{ name: 'c', until }], false, []],
  ['taken back after a release', [{ name: 'c', until }], true, [{ name: 'b', until }]],
  [
    'second rename',
    [{ name: 'a', until: '2026-01' }],
    true,
    [
      { name: 'a', until: '2026-01' },
      { name: 'b', until },
    ],
  ],
  [
    'after one of an argument',
    [{ arguments: { x: 'y' }, until: '2026-01' }],
    true,
    [{ name: 'b', arguments: { x: 'y' }, until: '2026-01' }],
  ],
])('the former names of a tool that is renamed from b to c: %s', (_, names, isReleased, after) => {
  expect(afterToolRename(names, { from: 'b', to: 'c', isReleased }, until)).toEqual(after);
});

it.each<[string, FormerName[], boolean, FormerName[]]>([
  ['first rename', [], true, [{ arguments: { b: 'c' }, until }]],
  ['of a name that no release has', [{ name: 'find', until }], false, [{ name: 'find', until }]],
  ['taken back', [{ arguments: { c: 'b' }, until }], false, []],
  [
    'taken back after a release',
    [{ arguments: { c: 'b' }, until }],
    true,
    [{ arguments: { b: 'c' }, until }],
  ],
  [
    'of a constant',
    [{ name: 'list', arguments: { x: 'y' }, constants: { b: 1, d: 2 }, until: '2026-01' }],
    true,
    [
      { name: 'list', arguments: { x: 'y' }, constants: { c: 1, d: 2 }, until: '2026-01' },
      { arguments: { b: 'c' }, until },
    ],
  ],
  [
    'second rename, after one of the tool',
    [
      { name: 'find', arguments: { a: 'b' }, until: '2026-01' },
      { arguments: { a: 'b', x: 'y' }, until: '2026-01' },
    ],
    true,
    [
      { name: 'find', arguments: { a: 'c', b: 'c' }, until: '2026-01' },
      { arguments: { a: 'c', x: 'y', b: 'c' }, until },
    ],
  ],
])(
  'the former names of an argument that is renamed from b to c: %s',
  (_, names, isReleased, after) => {
    expect(afterArgumentRename(names, { from: 'b', to: 'c', isReleased }, until)).toEqual(after);
  },
);
