import { expect, it } from 'vitest';
import { schemaChanges, type VersionLevel } from '../../src/contract/schema-change.js';
import { SCHEMAS } from './labels.js';

const RANK: readonly VersionLevel[] = ['patch', 'minor', 'major'];
const levelOf = (...[was, is, side]: Parameters<typeof schemaChanges>) =>
  RANK[Math.max(...schemaChanges(was, is, side).map(({ level }) => RANK.indexOf(level)))];

it.each(SCHEMAS)('%s', (_, was, is, input, output) => {
  expect({ input: levelOf(was, is, 'input'), output: levelOf(was, is, 'output') }).toEqual({
    input,
    output,
  });
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
