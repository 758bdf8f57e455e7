import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { ModelSettings } from '../../src/agent/model.js';
import { modelOf } from '../../src/agent/settings.js';
import { listen } from '../listen.js';

interface Attack {
  what: string;
  api: ModelSettings['api'];
  status?: number;
  /** One event of a response without end. */
  event(count: number): object;
  says: string;
}

const delta = (content: object) => ({ choices: [{ delta: content }] });

it.each<Attack>([
  {
    what: 'text',
    api: 'openai',
    event: () => delta({ content: 'x'.repeat(100_000) }),
    says: 'The response of the model is too large.',
  },
  {
    what: 'calls',
    api: 'openai',
    event: (index) => delta({ tool_calls: [{ index, function: { name: 'a' } }] }),
    says: 'The model sent more than 100 calls at once.',
  },
  {
    what: 'calls',
    api: 'anthropic',
    event: (index) => ({
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id: `${index}`, name: 'a' },
    }),
    says: 'The model sent more than 100 calls at once.',
  },
  {
    what: 'blocks with high numbers',
    api: 'anthropic',
    event: () => ({
      type: 'content_block_start',
      index: 4_294_967_294,
      content_block: { type: 'text' },
    }),
    says: 'The model sent an invalid event.',
  },
  {
    what: 'an error',
    api: 'openai',
    status: 400,
    event: () => ({ message: 'x'.repeat(100_000) }),
    says: 'The model rejected the request (status 400): xxx',
  },
  {
    what: 'errors with the key',
    api: 'openai',
    status: 400,
    event: () => ({ message: 'Wrong: key-1.' }),
    says: 'The model rejected the request (status 400): Wrong: [removed].',
  },
  {
    what: 'redirects',
    api: 'openai',
    status: 307,
    event: () => ({}),
    says: 'The model rejected the request (status 307)',
  },
])('a model that sends endless $what is left', async ({ api, status = 200, event, says }) => {
  function* endless() {
    for (let count = 0; ; count++) yield `data: ${JSON.stringify(event(count))}\n\n`;
  }
  const url = await listen((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/event-stream', location: '/' });
    Readable.from(endless()).pipe(response);
  });
  const model = await modelOf({
    api,
    url,
    name: 'm',
    key: 'key-1',
    maxTokens: 9,
  });
  const { signal } = new AbortController();
  const read = async () => {
    let length = 0;
    for await (const part of model({ instructions: '', messages: [], tools: [], signal }))
      if (part.type === 'text') length += part.text.length;
    return length;
  };
  await expect(read()).rejects.toThrow(says);
});

it('an empty text of a model is not sent back: the service takes none', async () => {
  const use = { type: 'tool_use', id: 'a', name: 'search', input: {} };
  const events = [
    { type: 'message_start', message: { usage: {} } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_start', index: 1, content_block: use },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
    { type: 'message_stop' },
  ];
  const url = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  });
  const model = await modelOf({ api: 'anthropic', url, name: 'm', maxTokens: 9 });
  const { signal } = new AbortController();
  const request = { instructions: '', messages: [], tools: [], signal };
  const { value: end } = await model(request).next();
  expect(end).toMatchObject({ type: 'end', calls: [{ id: 'a' }], native: { items: [use] } });
});
