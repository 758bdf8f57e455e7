import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { providersText } from '../../src/commands/list/run.js';
import { readProject } from '../../src/project/read.js';
import { type ListedTool, listProviders } from '../../src/session/list-providers.js';
import { paint } from '../../src/ui/paint.js';
import { baseSpec, projectOf } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';
import { readTree } from './case.js';

const ROOT = '/home/ann/acme-mcp';
const REPOSITORY = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');
const project = async (...specs: string[]) =>
  treeAt(ROOT, projectOf(await Promise.all(specs.map(baseSpec))));

const machine = {
  variables: {},
  platform: 'linux',
  home: '/home/ann',
  exists: async () => false,
};

describe('list', () => {
  it('shows a table that fits the terminal', async () => {
    const model = await readProject(memoryFiles(await project('acme', 'open', 'rooms')), ROOT);
    const providers = await listProviders(model, machine);
    const text = providersText(providers, { color: false, columns: 60, paint: paint(false) });
    expect(text).toBe(
      [
        'acme  Acme Chat  bearer  not signed in',
        '  tool      list_rooms    read-only    Rooms that can be wr…',
        '  tool      send_message  destructive  Post a message to a…',
        '  resource  room                       acme://rooms/{room_i…',
        '  prompt    sum_up',
        '',
        'weather  Weather  no sign-in required',
        '  tool  get_forecast  read-only  The forecast of a place.',
      ].join('\n'),
    );
  });

  it.each([80, 120, 200])('leaves room for what tools do, in %i columns', (columns) => {
    const tool = (name: string, annotations: ListedTool['annotations']): ListedTool => ({
      name,
      title: null,
      description: 'What it does '.repeat(20),
      file: 'a.ts',
      annotations,
    });
    const hints = { destructiveHint: true, idempotentHint: true, openWorldHint: false };
    const tools = [tool('get_room', { readOnlyHint: true }), tool('r'.repeat(57), hints)];
    const provider = { name: 'acme', displayName: 'Acme', auth: 'none', tools };
    const signIn = 'nothing needed' as const;
    const view = { color: false, columns, paint: paint(false) };
    const lines = providersText([{ ...provider, signIn, resources: [], prompts: [] }], view).split(
      '\n',
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines[1]).toMatch(/^ {2}tool {2}get_room +read-only +What it does/);
    expect(lines[2]).toMatch(/^ {2}tool {2}r{57} {2}destr/);
  });

  it('prints one document for programs', async () => {
    const files = memoryFiles(await project('open'));
    const { exit, stdout } = await runProgram(['list', '--json'], { files, cwd: `${ROOT}/src` });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      root: ROOT,
      providers: [
        {
          name: 'weather',
          displayName: 'Weather',
          auth: 'none',
          signIn: 'nothing needed',
          tools: [
            {
              name: 'get_forecast',
              title: null,
              description: 'The forecast of a place.',
              file: 'src/providers/weather/tools/get-forecast.ts',
              annotations: { readOnlyHint: true },
            },
          ],
          resources: [],
          prompts: [],
        },
      ],
    });
  });

  it('prints what its page in the documentation shows', async () => {
    const [, example] = /^```json\n([^]*?)^```/m.exec(read('docs/reference/command-line.md')) ?? [];
    const files = memoryFiles(treeAt(ROOT, readTree(join(REPOSITORY, 'examples', 'weather'))));
    const { stdout } = await runProgram(['list', '--json'], { files, cwd: ROOT });
    expect(stdout).toBe(example);
  });

  it('takes the directory of a project, and nothing else', async () => {
    const files = memoryFiles({ ...(await project('open')), '/home/ann/other/a.txt': '' });
    const run = (directory: string) => runProgram(['list', directory], { files, cwd: '/home/ann' });
    expect((await run('acme-mcp')).stdout).toContain('weather  Weather');
    expect(await run('other')).toMatchObject({ exit: 2, stdout: '' });
  });

  it('reads what the environment and .env say, without saying it', async () => {
    const files = memoryFiles({
      ...(await project('acme')),
      [`${ROOT}/.env`]: '# the chat\nexport ACME_TOKEN="very secret"\n',
    });
    const { stdout } = await runProgram(['list', '--json'], { files, cwd: ROOT });
    expect(JSON.parse(stdout)).toMatchObject({ providers: [{ signIn: 'environment' }] });
    expect(stdout).not.toContain('very secret');
  });
});
