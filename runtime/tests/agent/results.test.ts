import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { connectAs, openProviderEndpoints } from '../../src/agent/connections.js';
import { instructionsWith } from '../../src/agent/instructions.js';
import { modelContentOf } from '../../src/agent/result.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { configWith, moduleOf, projectFolder } from '../small-project.js';
import { ask } from './harness.js';

const text = (value: string) => ({ type: 'text' as const, text: value });
const png = { type: 'image' as const, mimeType: 'image/png', data: 'AAAA' };
const invoices = { invoices: [{ id: 'INV-77' }] };

it.each<[string, CallToolResult, string, number?]>([
  [
    'a summary',
    { content: [text('1 invoice.')], structuredContent: invoices },
    '1 invoice.\n{"invoices":[{"id":"INV-77"}]}',
  ],
  [
    'the same as a text',
    { content: [text(JSON.stringify(invoices, null, 2))], structuredContent: invoices },
    JSON.stringify(invoices, null, 2),
  ],
  [
    'the value of one member as a text',
    { content: [text('Hello')], structuredContent: { result: 'Hello' } },
    'Hello',
  ],
  [
    'structured content alone',
    { content: [], structuredContent: invoices },
    JSON.stringify(invoices),
  ],
  ['nothing', { content: [] }, 'Done.'],
  ['an image', { content: [text('Seen:'), png] }, 'Seen:\n[Image 1: image/png]', 1],
  [
    'an image as a resource',
    {
      content: [
        { type: 'resource', resource: { uri: 'a://b', mimeType: 'image/webp', blob: 'AAAA' } },
      ],
    },
    '[Image 1: image/webp]',
    1,
  ],
  [
    'a large image',
    { content: [{ ...png, data: 'A'.repeat(5_000_001) }] },
    '[image, image/png, 5000001 characters of base64: not shown, because it is too large]',
  ],
  [
    'a sound',
    { content: [{ type: 'audio', mimeType: 'audio/wav', data: 'AAAA' }] },
    '[audio, audio/wav, 4 characters of base64: not shown, because models do not read it]',
  ],
  [
    'a link',
    { content: [{ type: 'resource_link', uri: 'a://b', name: 'B', description: 'All of it' }] },
    '[Resource a://b of the server "shop": B. All of it]',
  ],
])('of a result with %s, the model gets all', (_, result, expected, images = 0) => {
  const reading = modelContentOf(result, 'shop');
  expect([reading.text, reading.images.length]).toEqual([expected, images]);
});

it('a provider that fails is named to the model, and the others are used; results link to what can be read', async () => {
  const project = openProject(projectFolder(configWith('notes')));
  onTestFinished(() => closeProject(project));
  const notes = defineProvider({ name: 'notes', version: '1.0.0', instructions: 'List first.' });
  notes.tool({
    name: 'list',
    description: 'Lists.',
    input: z.object({}),
    annotations: { readOnlyHint: true },
    run: async () => 'None.',
  });
  notes.resource({
    name: 'all',
    uri: 'notes://all',
    description: 'All.',
    mimeType: 'text/plain',
    read: async () => 'Milk',
  });
  const { mcpInstance } = moduleOf(notes);
  const endpoints = await openProviderEndpoints(new Map([['notes', mcpInstance.createServer]]));
  const broken = { fetch: () => Promise.reject(new Error('Not now')) };
  const all = new Map([['broken', broken as never], ...endpoints]);
  const { tools, missing, close } = await connectAs(localPrincipal(), all);
  onTestFinished(close);
  expect([[...tools.keys()], missing]).toEqual([['list', 'read_resource'], ['broken']]);
  const instructions = instructionsWith('Help.', tools, missing);
  expect(instructions).toContain('their tools are missing: "broken"');
  expect(instructions).toContain('List first.');
  const read = tools.get('read_resource')!;
  const params = { name: 'read_resource', arguments: { server: 'notes', uri: 'notes://all' } };
  expect(await read.source.client.callTool(params)).toMatchObject({
    content: [{ resource: { text: 'Milk' } }],
  });
});

it('the same calls with the same results end a turn, with words of the model', async () => {
  const calls = [{ name: 'weather', args: { city: 'Rome' } }];
  const {
    end,
    text: words,
    server,
  } = await ask('openai', ({ tools }) => (tools.length > 0 ? { calls } : { text: 'So far: dry.' }));
  expect([end, words, server.requests.length]).toEqual(['steps', 'So far: dry.', 4]);
});
