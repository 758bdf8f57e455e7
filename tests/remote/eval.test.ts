import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { program } from './servers.js';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'eval.md'), 'utf8');
const [, example = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
const [, shown = ''] = /```text\n([^]*?)```/.exec(page) ?? [];

const run = (table: string, ...options: string[]) =>
  runProgram(
    ['eval', 'prompts.yaml', '--timeout', '10', ...options, '--', ...program('server-memory')],
    { files: memoryFiles({ [join(tmpdir(), 'prompts.yaml')]: table }), cwd: tmpdir(), env: {} },
  );

it('does what its page shows', async () => {
  const { stdout, exit } = await run(example);
  expect(stdout).toBe(shown);
  expect(exit).toBe(1);
});

const deletion = (forbid: string) =>
  `cases: [{ ask: delete the entities, expect: delete_entities, forbid: [${forbid}] }]`;

it.each([
  ['a share that is reached', example, ['--min', '0.5'], 0],
  ['the search of the surface', example, ['--search', 'find', '--min', '0.5'], 0],
  ['no sentence that expects a tool', 'cases: [{ ask: play music, expect: [] }]', [], 0],
  ['nothing forbidden before', deletion('delete_relations'), [], 0],
  [
    'something forbidden before',
    'cases: [{ ask: delete the entities, expect: read_graph, forbid: [delete_entities] }]',
    ['--min', '0'],
    1,
  ],
  ['an unknown tool', deletion('delete_entity'), [], 2],
  ['no cases', 'cases: []', [], 2],
  ['a misspelled key', 'cases: [{ ask: a, expects: b }]', [], 2],
  ['no share', example, ['--min', '85'], 2],
])('ends with its exit code: %s', async (_, table, options, expected) => {
  const { exit, stderr } = await run(table, ...options);
  expect(exit, stderr).toBe(expected);
});

it.each([
  ['cases: []', 'Its list "cases" is empty.'],
  ['cases: [{ ask: a, ask: b }]', 'Map keys must be unique at line 1, column 19.\n'],
])('says what is wrong with the table %s', async (table, fault) => {
  expect((await run(table)).stderr).toContain(fault);
});

it('counts wordings, and the cases that they are of', async () => {
  const cases = (...asks: string[]) =>
    `cases: [${asks.map((ask) => `{ ask: ${ask}, expect: read_graph }`).join(', ')}]`;
  expect((await run(cases('[read the graph, show the graph]', 'graph'))).stdout).toContain(
    '3 sentences in 2 cases, 9 tools',
  );
});

it('has one JSON document', async () => {
  const { stdout } = await run(deletion('read_graph'), '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    tools: 9,
    hits: { at1: 1, at3: 1, at5: 1 },
    outcomes: [{ ask: ['delete the entities'], rank: 1, forbidden: [] }],
  });
});

it('prints the file for a directory, where the table has enough sentences', async () => {
  const other = '{ ask: play music, expect: [] }';
  const one = '{ ask: show the graph, expect: read_graph }';
  const table = (count: number) =>
    `listing: { subtitle: Remembers, category: "" }\ncases: [${[...Array<string>(count).fill(one), other, other, other].join(', ')}]`;
  expect((await run(table(4), '--submission')).exit).toBe(2);
  const { stdout } = await run(table(6), '--submission');
  const submission = JSON.parse(stdout) as {
    app_info: object;
    tools: object;
    test_cases: object[];
    negative_test_cases: object[];
  };
  expect(submission.app_info).toMatchObject({ subtitle: 'Remembers' });
  expect(submission.app_info).not.toHaveProperty('category');
  expect(Object.keys(submission.tools)).toHaveLength(9);
  expect(submission.test_cases).toHaveLength(5);
  expect(submission.test_cases[0]).toMatchObject({ tools_triggered: 'read_graph' });
  expect(submission.negative_test_cases[2]).toMatchObject({ tools_triggered: null });
});
