import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import type { MemoryFiles } from '../support/memory.js';
import { disk, ROOT } from '../support/person.js';
import { listen } from './servers.js';

let files: MemoryFiles;
beforeEach(async () => {
  files = await disk('acme');
});

const FAKE = 'FAKE LINE';
const hostile = (word: string) => `${word}\n${FAKE} safe\r${FAKE} 2\u2028${FAKE} 3\u001b[31m`;

const lists: Record<string, object> = {
  'tools/list': {
    tools: [
      {
        name: 'get_room',
        title: hostile('Title'),
        description: hostile('A room.'),
        inputSchema: {
          type: 'object',
          properties: { id: { type: 'string', description: hostile('An id.') } },
          required: ['id'],
        },
      },
      { name: hostile('bad'), inputSchema: { type: 'string' } },
    ],
  },
  'resources/list': {
    resources: [{ name: hostile('r'), uri: 'rooms://a', description: hostile('d') }],
  },
  'resources/templates/list': {
    resourceTemplates: [{ name: hostile('t'), uriTemplate: 'rooms://{id}' }],
  },
  'prompts/list': {
    prompts: [{ name: 'p', title: hostile('p'), description: hostile('d') }],
  },
};

/** Whose every text has a line that looks like one of ours. `refused` is the list that fails. */
async function server(refused?: string) {
  const base = await listen((request, response) => {
    void text(request).then((body) => {
      if (request.method !== 'POST') return response.writeHead(405).end();
      const { id, method = '' } = JSON.parse(body) as { id?: number; method?: string };
      if (id === undefined) return response.writeHead(202).end();
      const result =
        method === 'initialize'
          ? {
              protocolVersion: '2025-11-25',
              capabilities: { tools: {}, prompts: {}, resources: {}, [hostile('x')]: {} },
              serverInfo: { name: hostile('rooms'), title: hostile('T'), version: hostile('1') },
              instructions: hostile('All rooms.'),
            }
          : method === refused
            ? undefined
            : lists[method];
      const outcome =
        result === undefined ? { error: { code: -32_000, message: hostile('No') } } : { result };
      const message = JSON.stringify({ jsonrpc: '2.0', id, ...outcome });
      return response.setHeader('content-type', 'application/json').end(message);
    });
  });
  return `${base}/mcp`;
}

it.each<[string, string[], string?]>([
  ['discover', ['discover', 'URL']],
  ['discover, a list fails', ['discover', 'URL'], 'tools/list'],
  ['doctor', ['doctor', 'URL']],
  ['doctor, a list fails', ['doctor', 'URL'], 'tools/list'],
  ['import', ['import', 'mcp', 'URL', '--name', 'rooms', '--yes', '--no-install']],
  ['import, a list fails', ['import', 'mcp', 'URL', '--name', 'rooms', '--yes'], 'tools/list'],
  [
    'create',
    ['create', '/home/ann/x', '--from', 'URL', '--name', 'rooms', '--yes', '--no-install'],
  ],
  [
    'create, shown',
    ['create', '/home/ann/x', '--from', 'URL', '--name', 'rooms', '--yes', '--dry-run'],
  ],
  ['create, a list fails', ['create', '/home/ann/x', '--from', 'URL', '--yes'], 'tools/list'],
  ['call', ['call', 'get_room', '--arg', 'id=1', '--yes', 'URL']],
  ['call of a tool that is not there', ['call', 'other', '--yes', 'URL']],
  ['call, a list fails', ['call', 'get_room', '--yes', 'URL'], 'tools/list'],
])('no text of a server makes a line of its own: %s', async (_, words, refused) => {
  const url = await server(refused);
  const { stdout, stderr } = await runProgram(
    words.map((word) => (word === 'URL' ? url : word)),
    { files, cwd: ROOT },
  );
  const all = `${stdout}\n${stderr}`;
  expect(all.split(/[\n\r\u2028\u2029]/).filter((line) => /^\W*FAKE/.test(line))).toEqual([]);
  expect(all.length).toBeGreaterThan(10);
});
