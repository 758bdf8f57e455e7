import { expect, it } from 'vitest';
import { readProject } from '../../src/project/read.js';
import { statedCases } from '../../src/project/stated-cases.js';
import { memoryFiles, treeAt } from '../support/memory.js';

/** The cases of "chat" in a test module. */
async function casesIn(text: string) {
  const files = treeAt('/a', { 'provider-config.yaml': 'chat: {}\n', 'tests/chat.test.ts': text });
  const module = (await readProject(memoryFiles(files), '/a')).module('tests/chat.test.ts');
  const cases = module && statedCases(module, 'chat');
  return cases && Object.fromEntries(cases);
}

const HEAD = `const room = { id: 'r-1', name: "Ada's", tags: ['a', -1, null, true] };
const other = { ...room, id: 'r-2', at: { room } };
`;

it('reads literals, with constants of the module and what they spread', async () => {
  const tools = `{
    get_room: { arguments: { id: 'r-2' }, response: other },
    list_rooms: [{ result: { items: [room, { ...room, name: 'New' }] } }, { todo: true }],
    'post-it': {},
  }`;
  const room = { id: 'r-1', name: "Ada's", tags: ['a', -1, null, true] };
  expect(await casesIn(`${HEAD}testProvider(providers, 'chat', { tools: ${tools} });`)).toEqual({
    get_room: { arguments: { id: 'r-2' }, response: { ...room, id: 'r-2', at: { room } } },
    list_rooms: [{ result: { items: [room, { ...room, name: 'New' }] } }, { todo: true }],
    'post-it': {},
  });
});

it.each([
  ['a call', '{ get_room: { response: made() } }'],
  ['a name from elsewhere', '{ get_room: { response: [room, imported] } }'],
  ['a constant of itself', '{ get_room: { response: { ...loop } } }'],
  ['a computed key', '{ get_room: { [key]: 1 } }'],
  ['a function', '{ get_room: { check: () => true } }'],
  ['a case that is no object', "{ get_room: 'later' }"],
])('reads nothing where a case has %s', async (_, tools) => {
  const text = `${HEAD}const loop = { ...loop };\ntestProvider(providers, 'chat', { tools: ${tools} });`;
  expect(await casesIn(text)).toBeUndefined();
});

it.each([
  ['of another provider', "testProvider(providers, 'mail', { tools: {} });"],
  ['twice', "testProvider(providers, 'chat', { tools: {} });\n".repeat(2)],
  ['without tools', "testProvider(providers, 'chat', {});"],
])('reads nothing from tests %s', async (_, text) => {
  expect(await casesIn(text)).toBeUndefined();
});
