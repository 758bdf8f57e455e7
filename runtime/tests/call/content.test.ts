import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import * as current from '../../src/index.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import * as previous from '../../src/v1.js';
import { addTools } from '../add-tools.js';
import { httpServer } from '../serving/provider-server.js';

const {
  assistant,
  audio,
  content,
  embeddedResource,
  image,
  resourceLink,
  textBlock,
  ToolError,
  user,
} = current;
const bytes = new Uint8Array([0, 1, 254, 255]);
const base64 = Buffer.from(bytes).toString('base64');
const report = { uri: 'files://report', mimeType: 'text/plain', data: 'All is well.' };

const results = [
  {
    name: 'image',
    run: () => content(image(bytes, 'image/png')),
    blocks: [{ type: 'image', data: base64, mimeType: 'image/png' }],
  },
  {
    name: 'audio',
    run: () => content(audio(bytes, 'audio/wav')),
    blocks: [{ type: 'audio', data: base64, mimeType: 'audio/wav' }],
  },
  {
    name: 'link',
    run: () => content(resourceLink({ uri: 'files://a', name: 'a', size: 3 })),
    blocks: [{ type: 'resource_link', uri: 'files://a', name: 'a', size: 3 }],
  },
  {
    name: 'embedded',
    run: () => content(embeddedResource(report)),
    blocks: [
      {
        type: 'resource',
        resource: { uri: report.uri, mimeType: report.mimeType, text: report.data },
      },
    ],
  },
  {
    name: 'several',
    run: () => content('First.', textBlock('For you.', { audience: ['user'], priority: 1 })),
    blocks: [
      { type: 'text', text: 'First.' },
      { type: 'text', text: 'For you.', annotations: { audience: ['user'], priority: 1 } },
    ],
  },
];

const lines = [
  { line: 'v2', define: current.defineProvider, mode: 'auto' },
  { line: 'v2, legacy protocol', define: current.defineProvider, mode: 'legacy' },
  { line: 'v1', define: previous.defineProvider, mode: 'legacy' },
] as const;

function provider(define: (typeof lines)[number]['define']) {
  const defined = define({ name: 'small', version: '1.0.0' });
  const { tool, resource, prompt } = defined;
  tool({
    name: 'structured',
    description: 'A chart, and its value.',
    input: z.object({}),
    output: z.object({ total: z.number() }),
    run: async () =>
      content(image(bytes, 'image/png')).withValue({ total: 3 }).withMeta({ shard: 7 }),
  });
  tool({
    name: 'without_value',
    description: 'No value of its output.',
    input: z.object({}),
    output: z.object({ total: z.number() }),
    run: async () => content('Text.'),
  });
  addTools(defined, {
    ...Object.fromEntries(results.map(({ name, run }) => [name, run])),
    undeclared: () => content('Text.').withValue({ total: 3 }),
    slow({ progress }) {
      for (const done of [1, 1, 0.5, Number.NaN]) {
        progress?.({ progress: done, total: 2, message: 'Half' });
      }
      progress?.({ progress: 2, total: 2 });
      setImmediate(() => progress?.({ progress: 3 }));
      return 'done';
    },
  });
  resource({
    name: 'logo',
    uri: 'files://logo',
    mimeType: 'image/png',
    read: async () => bytes,
  });
  resource({
    name: 'file',
    uri: 'files://texts/{name}',
    mimeType: 'text/plain',
    list: async () => [{ uri: 'files://texts/a', name: 'a' }],
    complete: {
      name: (typed, { others }) =>
        ['a', 'ab', 'b', ...Object.keys(others)].filter((each) => each.startsWith(typed)),
    },
    read: async ({ name = '' }, _context, uri) => [
      { uri, mimeType: 'text/plain', data: name },
      { uri: `${uri}/raw`, data: bytes },
    ],
  });
  resource({
    name: 'broken',
    uri: 'broken://{id}',
    mimeType: 'text/plain',
    list: () => Promise.reject(new Error('The API is down.')),
    read: async ({ id }) => {
      if (id === 'none') return undefined;
      throw new ToolError('No access.', { isMissing: id === 'missing' });
    },
  });
  prompt({
    name: 'review',
    args: z.object({ language: z.string() }),
    complete: { language: async () => Array.from({ length: 120 }, (_, index) => `l${index}`) },
    render: async ({ language }) => [
      ...user(`Review this ${language}:`, image(bytes, 'image/png')),
      ...assistant('I see.'),
    ],
  });
  return defined;
}

describe.each(lines)('$line', ({ define, mode }) => {
  async function client(): Promise<Client> {
    const connected = await connectClient(await httpServer(provider(define)), mode);
    onTestFinished(() => connected.close());
    return connected;
  }

  it.each(results)('a tool returns: $name', async ({ name, blocks }) => {
    const result = await (await client()).callTool({ name, arguments: {} });
    expect(result.content).toEqual(blocks);
    expect(result.isError).toBeFalsy();
  });

  it('a tool returns blocks with a structured result', async () => {
    const result = await (await client()).callTool({ name: 'structured', arguments: {} });
    expect(result).toMatchObject({ structuredContent: { total: 3 }, _meta: { shard: 7 } });
    expect(result.content).toHaveLength(1);
  });

  it('blocks without the declared value are an error', async () => {
    const result = await (await client()).callTool({ name: 'without_value', arguments: {} });
    expect(result.isError).toBe(true);
  });

  it('a value without a declared output is a defect of the tool', async () => {
    const result = await (await client()).callTool({ name: 'undeclared', arguments: {} });
    expect(result.isError).toBe(true);
  });

  it('a tool reports its progress: values that increase, until its end', async () => {
    const seen: unknown[] = [];
    const connected = await client();
    await connected.callTool(
      { name: 'slow', arguments: {} },
      { onprogress: (each) => seen.push(each) },
    );
    expect(seen).toEqual([
      { progress: 1, total: 2, message: 'Half' },
      { progress: 2, total: 2 },
    ]);
  });

  it('a resource has bytes, or consists of several', async () => {
    const connected = await client();
    const logo = await connected.readResource({ uri: 'files://logo' });
    expect(logo.contents).toEqual([{ uri: 'files://logo', mimeType: 'image/png', blob: base64 }]);
    const { contents } = await connected.readResource({ uri: 'files://texts/a' });
    expect(contents).toEqual([
      { uri: 'files://texts/a', mimeType: 'text/plain', text: 'a' },
      { uri: 'files://texts/a/raw', blob: base64 },
    ]);
  });

  it.each([
    ['none', /not found/i],
    ['missing', /not found/i],
    ['locked', /No access/],
  ])('a resource that does not exist is not found: %s', async (id, message) => {
    const reading = (await client()).readResource({ uri: `broken://${id}` });
    await expect(reading).rejects.toThrow(message);
  });

  it('templates list their resources; one that fails does not hide the others', async () => {
    const { resources } = await (await client()).listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['files://logo', 'files://texts/a']);
  });

  it('variables and arguments are completed', async () => {
    const connected = await client();
    const ofFile = await connected.complete({
      ref: { type: 'ref/resource', uri: 'files://texts/{name}' },
      argument: { name: 'name', value: 'a' },
    });
    expect(ofFile.completion).toMatchObject({ values: ['a', 'ab'], total: 2, hasMore: false });
    const ofPrompt = await connected.complete({
      ref: { type: 'ref/prompt', name: 'review' },
      argument: { name: 'language', value: '' },
    });
    expect(ofPrompt.completion).toMatchObject({ total: 120, hasMore: true });
    expect(ofPrompt.completion.values).toHaveLength(100);
    const ofNothing = await connected.complete({
      ref: { type: 'ref/prompt', name: 'review' },
      argument: { name: 'toString', value: '' },
    });
    expect(ofNothing.completion.values).toEqual([]);
  });

  it('a prompt has several messages', async () => {
    const { messages } = await (
      await client()
    ).getPrompt({
      name: 'review',
      arguments: { language: 'TypeScript' },
    });
    expect(messages).toEqual([
      { role: 'user', content: { type: 'text', text: 'Review this TypeScript:' } },
      { role: 'user', content: { type: 'image', data: base64, mimeType: 'image/png' } },
      { role: 'assistant', content: { type: 'text', text: 'I see.' } },
    ]);
  });
});
