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
