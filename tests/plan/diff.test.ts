import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { relPath } from '../../src/model/path.js';
import type { FileOperation } from '../../src/model/plan.js';
import { diffPlan } from '../../src/plan/diff.js';
import { caseCount } from '../support/mutated.js';
import { readTree, type Tree, writeTree } from '../support/tree.js';

const diffOf = (...ops: FileOperation[]) =>
  diffPlan({ root: '/p', newRoot: false, ops, steps: [] });
const path = relPath('src/a.ts');

it.each<[string, FileOperation, string]>([
  ['a new file that is empty', { do: 'create', path, text: '' }, 'new file mode 100644\n'],
  [
    'a conflict',
    { do: 'conflict', path, previous: 'mine\n', text: 'ours\n', reason: '', hint: '' },
    '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,1 @@\n-mine\n+ours\n',
  ],
  [
    'ends without a line end',
    { do: 'update', path, previous: 'one', text: 'one\ntwo' },
    '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,2 @@\n-one\n\\ No newline at end of file\n+one\n+two\n\\ No newline at end of file\n',
  ],
  [
    'line ends that change',
    { do: 'update', path, previous: 'one\r\ntwo\r\n', text: 'one\ntwo\r\n' },
    '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n-one\r\n+one\n two\r\n',
  ],
])('shows %s', async (_, op, body) => {
  expect(await diffOf({ do: 'same', path: relPath('same.ts') }, op)).toBe(
    `diff --git a/src/a.ts b/src/a.ts\n${body}`,
  );
});

it('shows the lines of each text as it is told', async () => {
  const [previous, text] = ['head\n1\n2\n3\nold\n5\n', 'head\n1\n2\n3\nnew\n5\nend\n'];
  const op: FileOperation = { do: 'update', path, previous, text };
  const shown = (whole: string) => whole.split('\n').map((_, index) => `${whole.length}:${index}`);
  const patch = await diffPlan({ root: '/p', newRoot: false, ops: [op], steps: [] }, shown);
  expect(patch.split('@@\n')[1]).toBe(' 21:1\n 21:2\n 21:3\n-17:4\n+21:4\n 21:5\n+21:6\n');
});

it('a diff can be applied by Git', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '', ' ', '\\', '-- x', 'é\u2028', '\r', '\uFEFF'), {
      maxLength: 12,
    })
    .chain((lines) =>
      fc.constantFrom(lines.join('\n'), lines.join('\r\n'), `${lines.join('\n')}\n`),
    );
  const names = ['a.ts', 'my file.md', 'ünï/日本.ts', 'x/y/z'].map(relPath);
  const change = (name: (typeof names)[number]) =>
    fc.oneof(
      fc.record({ do: fc.constant('create' as const), path: fc.constant(name), text }),
      fc.record({ do: fc.constant('delete' as const), path: fc.constant(name), previous: text }),
      fc
        .record({
          do: fc.constant('update' as const),
          path: fc.constant(name),
          previous: text,
          text,
        })
        .filter((op) => op.previous !== op.text),
    );
  await fc.assert(
    fc.asyncProperty(fc.tuple(...names.map(change)), async (ops) => {
      const root = temporaryFolder();
      const before: Tree = {};
      const after: Tree = {};
      for (const op of ops) {
        if (op.do !== 'create') before[op.path] = op.previous;
        if (op.do !== 'delete') after[op.path] = op.text;
      }
      await writeTree(diskFiles, root, before);
      const git = ['-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', '-'];
      execFileSync('git', git, { cwd: root, input: await diffOf(...ops) });
      expect(await readTree(diskFiles, root)).toEqual(after);
    }),
    { numRuns: caseCount(60) },
  );
});
