import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { recordedRemoteRow } from '../../src/record/remote-row.js';

const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] });
const json = (value: Record<string, unknown>): CallToolResult => ({
  content: [],
  structuredContent: value,
});
const call = (result: CallToolResult, args: object = { id: 1 }, secrets: string[] = []) => ({
  call: '1',
  tool: 'rooms_get',
  arguments: args,
  result,
  secrets,
});

function rowOf(
  remoteCalls: ReturnType<typeof call>[],
  result = remoteCalls[0]?.result ?? json({}),
  isRaw = false,
) {
  const { source } = recordedRemoteRow(
    { tool: 'get_room', arguments: { id: 1 }, result, remoteCalls },
    isRaw,
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the source of a literal
  return new Function(`return ${source}`)() as Record<string, unknown>;
}

const begin = { title: 'recorded', arguments: { id: 1 }, remoteTool: 'rooms_get' };

it.each<[string, CallToolResult, CallToolResult | undefined, boolean, object]>([
  ['structured content', json({ a: 1 }), undefined, false, { response: { a: 1 } }],
  ['JSON in a text', text('{"a":1}'), undefined, false, { response: '{"a":1}' }],
  ['a text', text('Room 1'), undefined, true, { response: 'Room 1' }],
  [
    'a result of the project',
    json({ a: 1 }),
    json({ b: 1 }),
    false,
    { response: { a: 1 }, result: { b: 1 } },
  ],
  [
    'an image',
    { content: [{ type: 'image', mimeType: 'image/png', data: 'AA==' }] },
    undefined,
    true,
    { response: [{ type: 'image', mimeType: 'image/png', data: 'AA==' }] },
  ],
])('repeats %s', (_, remoteResult, result, isRaw, members) => {
  expect(rowOf([call(remoteResult)], result, isRaw)).toEqual({ ...begin, ...members });
});

it('removes secrets from the response and the result alike', () => {
  const secret = 'tk_9f8e7d6c5b4a';
  const remoteResult = json({ password: 'hunter22', note: `of ${secret.toUpperCase()}` });
  const row = rowOf([call(remoteResult, { id: 1 }, [secret])], text('hunter22'));
  expect(JSON.stringify(row)).not.toMatch(/hunter22|9f8e/i);
});

it.each<[string, ReturnType<typeof call>[]]>([
  ['record/raw', [call(text('Room 1'))]],
  ['record/raw', [call({ content: [{ type: 'audio', mimeType: 'audio/wav', data: 'AA==' }] })]],
  [
    'record/raw',
    [call({ content: [{ type: 'resource', resource: { uri: 'a://b', text: 'c' } }] })],
  ],
  ['record/not-recordable', [call(json({ id: 2 ** 60 }))]],
  ['record/not-recordable', [call(json({})), call(json({}))]],
  ['record/not-recordable', [call(json({}), { id: 2 })]],
])('is refused: %s', (code, remoteCalls) => {
  expect(() => rowOf(remoteCalls)).toThrow(expect.objectContaining({ code }));
});
