import { expect, it } from 'vitest';
import { schemaChanges, type VersionLevel } from '../../src/contract/schema-change.js';
import { SCHEMAS } from './labels.js';

const RANK: readonly VersionLevel[] = ['patch', 'minor', 'major'];
const levelOf = (...[was, is, side]: Parameters<typeof schemaChanges>) =>
  RANK[Math.max(...schemaChanges(was, is, side).map(({ level }) => RANK.indexOf(level)))];

it.each(SCHEMAS)(
  'the level of a change in an input and in an output schema: %s',
  (_, was, is, input, output) => {
    expect({ input: levelOf(was, is, 'input'), output: levelOf(was, is, 'output') }).toEqual({
      input,
      output,
    });
  },
);

it.each(['#/$defs/100%', '#/constructor'])('cannot compare a reference to nothing: %s', ($ref) => {
  const schema = { type: 'object', properties: { at: { $ref } } };
  const other = { type: 'object', properties: { at: { type: 'string' } } };
  expect(schemaChanges(schema, other, 'input').map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('cannot be compared'),
  ]);
});

it('says once what several pairs of branches have in common', () => {
  const region = (...corners: string[]) => ({
    oneOf: [{ required: ['x'] }, { required: ['y'] }, { required: ['x', 'y'] }].map((branch) => ({
      type: 'object',
      properties: { x: { type: 'number' }, y: { type: 'number' }, corner: { enum: corners } },
      ...branch,
    })),
  });
  const at = (value: object) => ({ type: 'object', properties: { at: value } });
  const changes = schemaChanges(at(region('botom')), at(region('bottom')), 'input');
  expect(changes.map(({ level, sentence }) => `${level}: ${sentence}`)).toEqual([
    'major: The argument "at": "oneOf with overlapping branches" has changed, which cannot be compared.',
    'major: The argument "at.corner" no longer accepts "botom".',
    'minor: The argument "at.corner" also accepts "bottom".',
  ]);
});

const branch = (...names: string[]) => ({
  type: 'object',
  required: names.slice(0, 1),
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});
const kind = (value: string, ...names: string[]) => ({
  ...branch(...names),
  required: ['kind'],
  properties: { ...branch(...names).properties, kind: { const: value } },
});
const [points, batch] = [branch('points'), branch('batch')];

it.each<[string, was: object, is: object, side: 'input' | 'output', sentences: string[]]>([
  [
    'oneOf to anyOf',
    { oneOf: [points, batch] },
    { anyOf: [points, batch] },
    'input',
    ['minor: The argument "v" also accepts a value that matches several branches.'],
  ],
  [
    'oneOf to anyOf, with a new optional member',
    { oneOf: [points, branch('batch')] },
    { anyOf: [points, branch('batch', 'shard')] },
    'input',
    [
      'minor: The argument "v" also accepts a value that matches several branches.',
      'minor: The optional argument "v.shard" is new.',
    ],
  ],
  [
    'anyOf to oneOf',
    { anyOf: [points, batch] },
    { oneOf: [points, batch] },
    'input',
    ['major: The argument "v" no longer accepts a value that matches several branches.'],
  ],
  [
    'a new branch',
    points,
    { anyOf: [points, batch] },
    'input',
    ['minor: The argument "v" also accepts an object with "batch".'],
  ],
  [
    'a branch less',
    { anyOf: [points, batch] },
    points,
    'output',
    ['minor: The result "v" is no longer an object with "batch".'],
  ],
  [
    'a new kind',
    { oneOf: [kind('a', 'x')] },
    { oneOf: [kind('a', 'x'), kind('b', 'x', 'y')] },
    'output',
    ['major: The result "v" may also be an object with "kind": "b".'],
  ],
  [
    'a new member of one kind',
    { oneOf: [kind('a', 'x'), kind('b', 'x')] },
    { oneOf: [kind('a', 'x'), kind('b', 'x', 'y')] },
    'input',
    ['minor: The optional argument "v.y" is new.'],
  ],
  [
    'one object alone',
    points,
    batch,
    'input',
    [
      'major: The required argument "v.batch" is new.',
      'major: The argument "v.points" was removed.',
    ],
  ],
])('says what changes in branches: %s', (_, was, is, side, sentences) => {
  const at = (value: object) => ({ type: 'object', properties: { v: value } });
  const changes = schemaChanges(at(was), at(is), side);
  expect(changes.map(({ level, sentence }) => `${level}: ${sentence}`)).toEqual(sentences);
});
