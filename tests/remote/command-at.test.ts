import { expect, it } from 'vitest';
import { commandAt } from '../../src/remote/command-at.js';
import { compareCatalog, renamedTools } from '../../src/remote/compare-catalog.js';
import type { Discovery } from '../../src/remote/discovery.js';
import { memoryFiles } from '../support/memory.js';

it.each([
  ['node ./s.mjs', 'node ../srv/s.mjs'],
  ['node s.mjs', 'node ../srv/s.mjs'],
  ['node ../lib/s.mjs', 'node ../lib/s.mjs'],
  ['./run --config=./a.json', '../srv/run --config=../srv/a.json'],
  ['node ../q/bin/s.mjs', 'node ./bin/s.mjs'],
  ['node "my file.mjs"', 'node "../srv/my file.mjs"'],
  ['npx -y server@1.0.0', 'npx -y server@1.0.0'],
  ['node /srv/s.mjs', 'node /srv/s.mjs'],
  ['https://example.com/mcp', 'https://example.com/mcp'],
])('starts %s in a project beside the working directory', async (command, expected) => {
  const files = memoryFiles({ '/home/srv/s.mjs': '', '/home/srv/my file.mjs': '' });
  const inProject = await commandAt({ files, cwd: '/home/srv' }, command);
  expect(inProject('/home/q')).toBe(expected);
  expect(inProject('/home/srv')).toBe(command);
});

const tool = (name: string, description: string) => ({
  name,
  description,
  inputSchema: { type: 'object' as const },
});

it.each([
  [
    'with the same text and arguments',
    [tool('find', 'Finds.')],
    [{ previous: 'search', current: 'find' }],
  ],
  ['with another text', [tool('find', 'Looks.')], []],
  ['twice', [tool('find', 'Finds.'), tool('seek', 'Finds.')], []],
  ['beside the old one', [tool('find', 'Finds.'), tool('search', 'Finds.')], []],
])('finds a tool under another name: %s', (_, tools, expected) => {
  const accepted = { tools: [tool('search', 'Finds.')] };
  expect(renamedTools(accepted as never, { tools } as unknown as Discovery)).toEqual(expected);
});

it('keeps the former name of a served tool that gets another one', () => {
  const discovery = {
    tools: [tool('search', 'Finds.')],
    resources: [],
    resourceTemplates: [],
    prompts: [],
  };
  const renamed = (accepted: object, name: string, released = ['find']) =>
    compareCatalog(
      accepted,
      discovery as unknown as Discovery,
      { include: [], exclude: [], rename: [`search=${name}`] },
      released,
    ).catalog;
  const first = renamed({}, 'find');
  expect(first.tools?.[0]).not.toHaveProperty('formerly');
  expect(renamed(first, 'seek', []).tools?.[0]).not.toHaveProperty('formerly');
  const second = renamed(first, 'seek');
  expect(second.tools).toMatchObject([
    { name: 'seek', remoteName: 'search', formerly: [{ name: 'find' }] },
  ]);
  expect(renamed(second, 'seek').tools).toEqual(second.tools);
  expect(renamed(second, 'find').tools).toEqual(first.tools);
});
