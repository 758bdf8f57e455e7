import { describe, expect, it } from 'vitest';
import { relPath } from '../../src/model/path.js';
import type { FileOperation, Plan } from '../../src/model/plan.js';
import {
  changesNothing,
  countOps,
  hasConflicts,
  planToJson,
  planTree,
} from '../../src/plan/summary.js';

const ops: FileOperation[] = [
  { do: 'update', path: relPath('src/server.ts'), previous: 'a', text: 'b' },
  { do: 'create', path: relPath('src/core/http.ts'), text: 'c' },
  { do: 'same', path: relPath('package.json') },
  {
    do: 'conflict',
    path: relPath('README.md'),
    previous: 'd',
    text: 'e',
    reason: 'There.',
    hint: 'Move it.',
  },
  { do: 'delete', path: relPath('src/core/Old.ts'), previous: 'f' },
  { do: 'create', path: relPath('src/api/auth.ts'), text: 'g' },
];
const steps: Plan['steps'] = [{ id: 'install', label: 'Install', command: ['npm', 'install'] }];
const plan: Plan = { root: '/p', newRoot: false, ops, steps };

it('counts operations by type', () => {
  expect(countOps(plan)).toEqual({ create: 2, update: 1, delete: 1, same: 1, conflict: 1 });
});

it('shows a tree, directories first', () => {
  expect(planTree(plan)).toEqual([
    {
      name: 'src',
      entries: [
        { name: 'api', entries: [{ name: 'auth.ts', do: 'create' }] },
        {
          name: 'core',
          entries: [
            { name: 'Old.ts', do: 'delete' },
            { name: 'http.ts', do: 'create' },
          ],
        },
        { name: 'server.ts', do: 'update' },
      ],
    },
    { name: 'README.md', do: 'conflict' },
    { name: 'package.json', do: 'same' },
  ]);
});

describe('as JSON', () => {
  const json = (given: Plan) => JSON.stringify(planToJson(given));

  it('has the files by kind of change, sorted by path, without texts', () => {
    expect(json(plan)).toBe(
      '{"root":"/p","newRoot":false,"counts":{"create":2,"update":1,"delete":1,"same":1,"conflict":1},' +
        '"files":{"create":["src/api/auth.ts","src/core/http.ts"],"update":["src/server.ts"],"delete":["src/core/Old.ts"],' +
        '"conflict":[{"path":"README.md","reason":"There.","hint":"Move it."}]},' +
        '"steps":[{"id":"install","label":"Install","command":["npm","install"]}]}',
    );
  });

  it('does not depend on the order of the plan', () => {
    expect(json({ ...plan, ops: ops.toReversed() })).toBe(json(plan));
  });
});

it.each<[string, FileOperation[], boolean, boolean]>([
  ['nothing', [], true, false],
  ['same', ops.slice(2, 3), true, false],
  ['a change', ops.slice(1, 3), false, false],
  ['a conflict', ops.slice(2, 4), false, true],
])(
  'states whether a plan changes nothing, and whether it has conflicts: %s',
  (_, some, done, conflicts) => {
    const given = { ...plan, ops: some };
    expect([changesNothing(given), hasConflicts(given)]).toEqual([done, conflicts]);
  },
);
