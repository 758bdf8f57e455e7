import { readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { writeFiles } from '../e2e/projects/rendered.js';
import { buildServer } from '../e2e/projects/together.js';
import { goldenFiles, goldenProject } from '../golden/projects.js';
import { run as runProgram } from '../support/run.js';
import { ROOT, run } from './spawn.js';

const demo = goldenProject('demo');
const FILE = 'src/providers/notes/tools/search-notes.ts';
let cwd: string;
beforeEach(async () => {
  cwd = temporaryFolder();
  writeFiles(cwd, await goldenFiles(demo));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
});

const edit = (from: string, to: string) => {
  const path = join(cwd, FILE);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};
const search = () => run(['call', 'search_notes', '--arg', 'text=csv'], { cwd });

it('calls a tool as it is saved, without a build', async () => {
  expect(JSON.parse((await search()).stdout)).toMatchObject({ notes: [{ id: '2' }] });
  edit('response.body', '[]');
  expect(JSON.parse((await search()).stdout)).toEqual({ notes: [] });
  const { stdout } = await run(['discover', '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    tools: [{ name: 'add_note' }, { name: 'search_notes' }],
  });
});

it.each([
  [
    'the request and the response of an error of the API',
    ["path: '/notes'", "path: '/note'"],
    1,
    [
      'The API did not find it.',
      `at ${FILE}:17:22`,
      'GET https://notes.example/note?text=csv → 404',
      '{"message":"Not found"}',
    ],
  ],
  [
    'the place and the message of an exception',
    ['return {', 'if (query.text) throw new Error("boom");\n    return {'],
    1,
    ['Internal error', 'boom', `at ${FILE}:18:27`],
  ],
  [
    'the place of a syntax error',
    ['return {', 'return {{'],
    2,
    [`${FILE}:18:13: Unexpected token.`],
  ],
] as const)('shows %s', async (_, [from, to], code, texts) => {
  edit(from, to);
  const { exit, stderr } = await search();
  expect(exit).toBe(code);
  for (const text of texts) expect(stderr).toContain(text);
});

it('records a call as a row of the tests', async () => {
  const words = ['call', 'search_notes', '--arg', 'text=csv', '--record', '--json'];
  const { exit, stdout, stderr } = await run(words, { cwd });
  expect(exit, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    files: { update: ['tests/notes.test.ts'] },
    result: { structuredContent: { notes: [{ id: '2' }] } },
    removed: [],
  });
  const row =
    "title: 'recorded',\n        arguments: { text: 'csv' },\n        request: { method: 'GET', path: '/notes', query: { text: 'csv' } },";
  expect(readFileSync(join(cwd, 'tests/notes.test.ts'), 'utf8')).toContain(row);

  const drift = await run(['drift'], { cwd });
  expect(drift).toMatchObject({ exit: 0, stdout: '1 recorded call: 1 same.\n' });
  edit('response.body }', '{ all: response.body } }'); // as if the API did
  const changed = await run(['drift', '--json'], { cwd });
  expect(changed.exit).toBe(1);
  expect(JSON.parse(changed.stdout)).toMatchObject({
    calls: [{ kind: 'breaking', details: ['result $.notes is object, must be array'] }],
  });
});

it('shows nothing else of a syntax error', async () => {
  edit('return {', 'return {{');
  const loader = join(ROOT, 'dist/project-loader.cjs');
  const words = ['--import', pathToFileURL(loader).href, 'src/server.ts', '--debug'];
  const { stderr } = await runProgram('node', words, { cwd });
  const problem = `${FILE}:18:13: Unexpected token.`;
  expect(stderr).toBe(`error: ${problem}\nSyntaxError: ${problem}\n`);
});

it('does not start a build whose sources have changed, unless told to', async () => {
  await buildServer(cwd);
  const start = (...options: string[]) =>
    runProgram('node', ['dist/server.js', ...options], { cwd });
  const later = Date.now() / 1000 + 60;
  utimesSync(join(cwd, FILE), later, later);
  // It starts, and then ends because no client is connected.
  expect((await start()).stderr).toContain('stdin ended without a message');
  edit('response.body', '[]');
  utimesSync(join(cwd, FILE), later, later);
  const { code, stderr } = await start();
  expect([code, stderr]).toEqual([1, expect.stringContaining(`older than "${FILE}"`)]);
  expect((await start('--stale')).stderr).toContain('stdin ended without a message');
});
