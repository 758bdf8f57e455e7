import { expect, it } from 'vitest';
import type { ModelEvent } from '../../src/agent/model.js';
import { modelOf } from '../../src/agent/settings.js';
import { listen } from '../listen.js';

/** Pieces of calls, as a server sends them, one event each. */
async function callsIn(pieces: object[]): Promise<ModelEvent | undefined> {
  const url = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces)
      response.write(
        `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [piece] } }] })}\n\n`,
      );
    response.end(`data: ${JSON.stringify({ choices: [{ finish_reason: 'stop' }] })}\n\n`);
  });
  const model = await modelOf({ api: 'openai', url, name: 'm', maxTokens: 9 });
  const { signal } = new AbortController();
  let last: ModelEvent | undefined;
  for await (const event of model({ instructions: '', messages: [], tools: [], signal }))
    last = event;
  return last;
}

const named = (name: string, args = '') => ({ function: { name, arguments: args } });
const more = (args: string) => ({ function: { arguments: args } });

it.each<[string, object[]]>([
  [
    'indexes',
    [
      { index: 0, id: 'x', ...named('a', '{') },
      { index: 1, id: 'y', ...named('b', '{}') },
      { index: 0, ...more('}') },
    ],
  ],
  [
    'ids without indexes',
    [{ id: 'x', ...named('a', '{') }, more('}'), { id: 'y', ...named('b', '{}') }],
  ],
  [
    'one index for all calls',
    [
      { index: 0, id: 'x', ...named('a', '{}') },
      { index: 0, id: 'y', ...named('b', '{}') },
    ],
  ],
  [
    'one id for all calls',
    [
      { index: 0, id: 'x', ...named('a', '{}') },
      { index: 1, id: 'x', ...named('b', '{}') },
    ],
  ],
  [
    'an id in each piece',
    [
      { index: 0, id: 'x', ...named('a', '{') },
      { index: 0, id: 'x', ...more('}') },
      { index: 1, id: 'y', ...named('b', '{}') },
    ],
  ],
  [
    'arguments under another index than their call',
    [
      { index: 0, id: 'x', ...named('a') },
      { index: 1, id: null, function: { name: '', arguments: '{}' } },
      { index: 0, id: 'y', ...named('b', '{') },
      { index: 2, ...more('}') },
    ],
  ],
  [
    'no ids',
    [
      { index: 0, ...named('a', '{}') },
      { index: 1, ...named('b', '{}') },
    ],
  ],
])('reads calls of a server that sends %s', async (_, pieces) => {
  const end = await callsIn(pieces);
  const calls = end?.type === 'end' ? end.calls : [];
  expect(end).toMatchObject({ ending: 'calls' });
  expect(calls.map(({ name, args }) => [name, args])).toEqual([
    ['a', '{}'],
    ['b', '{}'],
  ]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
});
