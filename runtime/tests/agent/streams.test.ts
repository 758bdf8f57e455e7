import { expect, it } from 'vitest';
import type { ModelEvent, ModelSettings } from '../../src/agent/model.js';
import { modelOf } from '../../src/agent/settings.js';
import { listen } from '../listen.js';

type Api = ModelSettings['api'];

const delta = (content: object, finish_reason: string | null = null) => ({
  choices: [{ delta: content, finish_reason }],
});

async function ask(api: Api, responses: [status: number, body: string][]) {
  let count = 0;
  const url = await listen((_request, response) => {
    const [status, body] = responses[Math.min(count++, responses.length - 1)]!;
    const type = body.startsWith('data:') ? 'text/event-stream' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'retry-after': '0.01' }).end(body);
  });
  const model = await modelOf({ api, url, key: 'key-1', name: 'm', maxTokens: 9 });
  const { signal } = new AbortController();
  const events: ModelEvent[] = [];
  const failure = await (async () => {
    for await (const event of model({ instructions: '', messages: [], tools: [], signal }))
      events.push(event);
    return undefined;
  })().catch((error: unknown) => error);
  const text = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
  const end = events.find((event) => event.type === 'end');
  return { text, end, failure, requests: count };
}

const stream = (...parts: unknown[]): string =>
  parts
    .map((part) => `data: ${typeof part === 'string' ? part : JSON.stringify(part)}\n\n`)
    .join('');
const whole = {
  choices: [{ message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
};

it.each<[string, string]>([
  [
    'a list of parts, with thoughts',
    stream(
      delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }),
      delta({ content: [{ type: 'text', text: 'Hello.' }] }, 'stop'),
    ),
  ],
  ['an object', stream(delta({ content: { type: 'text', text: 'Hello.' } }, 'stop'))],
  [
    'null for everything else',
    stream(
      delta({ content: 'Hello.', tool_calls: null, refusal: null }, 'stop'),
      { choices: null, usage: { prompt_tokens: 3, completion_tokens: null } },
      { error: null, choices: [] },
    ),
  ],
  ['no reason for its end', stream(delta({ content: 'Hello.' }), '[DONE]')],
  ['one document', JSON.stringify(whole)],
  ['one document with the type of a stream', stream(whole)],
  ['the document after a byte order mark', `\uFEFF ${JSON.stringify(whole)}`],
])('reads a response with %s', async (_, body) => {
  expect(await ask('openai', [[200, body]])).toMatchObject({
    text: 'Hello.',
    end: { ending: 'done' },
  });
});

it('reads one document of Anthropic in place of a stream', async () => {
  const use = { type: 'tool_use', id: 'a', name: 'look', input: { id: 1 } };
  const body = JSON.stringify({
    type: 'message',
    content: [{ type: 'text', text: 'Hello.' }, use],
    stop_reason: 'tool_use',
  });
  const { text, end } = await ask('anthropic', [[200, body]]);
  expect({ text, end }).toMatchObject({
    text: 'Hello.',
    end: { ending: 'calls', calls: [{ name: 'look', args: '{"id":1}' }] },
  });
});

it('reads a call whose arguments are an object', async () => {
  const call = { id: 'x', function: { name: 'look', arguments: { id: 1 } } };
  const { end } = await ask('openai', [[200, stream(delta({ tool_calls: [call] }, 'stop'))]]);
  expect(end).toMatchObject({ ending: 'calls', calls: [{ name: 'look', args: '{"id":1}' }] });
});

const errorBody = (message: string, more: object = {}) =>
  JSON.stringify({ error: { message, ...more } });

interface Refusal {
  api?: Api;
  status?: number;
  body: string;
  fault: string;
  says: string;
  requests?: number;
}

it.each<Refusal>([
  {
    status: 429,
    body: errorBody('You exceeded your current quota.', { code: 'insufficient_quota' }),
    fault: 'quota',
    says: 'You exceeded your current quota.',
  },
  {
    status: 429,
    body: errorBody('You exceeded your current quota. Please retry in 36s.', {
      status: 'RESOURCE_EXHAUSTED',
    }),
    fault: 'limited',
    says: 'retry in 36s',
    requests: 4,
  },
  {
    status: 402,
    body: errorBody('Insufficient Balance'),
    fault: 'quota',
    says: 'Insufficient Balance',
  },
  {
    api: 'anthropic',
    status: 400,
    body: errorBody('Your credit balance is too low to access the Anthropic API.'),
    fault: 'quota',
    says: 'credit balance is too low',
  },
  {
    status: 403,
    body: errorBody('Country, region, or territory not supported'),
    fault: 'forbidden',
    says: 'Country, region',
  },
  {
    status: 403,
    body: errorBody('Incorrect API key provided: key-1'),
    fault: 'unauthorized',
    says: 'refused the key (status 403).',
  },
  {
    status: 400,
    body: errorBody('API key not valid. Please pass a valid API key.'),
    fault: 'unauthorized',
    says: 'refused the key (status 400).',
  },
  {
    status: 400,
    body: errorBody("This model's maximum context length is 16384 tokens."),
    fault: 'too-long',
    says: '16384',
  },
  {
    api: 'anthropic',
    status: 400,
    body: errorBody('prompt is too long: 208310 tokens > 200000 maximum'),
    fault: 'too-long',
    says: '208310',
  },
  {
    status: 400,
    body: errorBody('the request exceeds the available context size', {
      type: 'exceed_context_size_error',
    }),
    fault: 'too-long',
    says: 'available context size',
  },
  { status: 413, body: 'Payload Too Large', fault: 'too-long', says: 'Payload Too Large' },
  { status: 404, body: '<html>Not found</html>', fault: 'rejected', says: 'status 404' },
  { body: '<html>Sign in</html>', fault: 'rejected', says: 'web page' },
  {
    status: 503,
    body: JSON.stringify({ detail: 'Model is loading' }),
    fault: 'unavailable',
    says: 'Model is loading',
    requests: 4,
  },
  {
    status: 422,
    body: JSON.stringify({ detail: [{ loc: ['body'], msg: 'Field required' }] }),
    fault: 'rejected',
    says: 'body: Field required',
  },
  {
    status: 422,
    body: JSON.stringify({
      message: { detail: [{ loc: ['body', 'user'], msg: 'Extra inputs are not permitted' }] },
    }),
    fault: 'rejected',
    says: 'body.user: Extra inputs',
  },
  {
    status: 400,
    body: JSON.stringify([{ error: { message: 'Bad.', status: 'INVALID_ARGUMENT' } }]),
    fault: 'rejected',
    says: ': Bad.',
  },
  {
    status: 400,
    body: errorBody('Provider returned error', { metadata: { raw: 'key-1 is odd' } }),
    fault: 'rejected',
    says: 'Provider returned error: [removed] is odd',
  },
  {
    body: errorBody('Budget has been exceeded for this key', { code: 402 }),
    fault: 'quota',
    says: 'Budget has been exceeded',
  },
  {
    body: stream({ error: { code: 402, message: 'Insufficient credits' }, choices: [] }),
    fault: 'quota',
    says: 'Insufficient credits',
  },
  {
    body: stream(delta({ content: 'Hel' }), { error: { code: 503, message: 'Overloaded' } }),
    fault: 'unavailable',
    says: 'Overloaded',
  },
  {
    api: 'anthropic',
    body: stream({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    fault: 'unavailable',
    says: 'Overloaded',
    requests: 4,
  },
  {
    body: JSON.stringify({ code: 1004, msg: 'No such account' }),
    fault: 'rejected',
    says: 'No such account',
  },
])(
  '$status $body is told as "$fault"',
  async ({ api = 'openai', status = 200, body, fault, says, requests = 1 }) => {
    const outcome = await ask(api, [[status, body]]);
    expect(outcome.failure).toMatchObject({
      fault,
      message: expect.stringContaining(says) as unknown,
    });
    expect(outcome.requests).toBe(requests);
    expect(String(outcome.failure)).not.toContain('key-1');
  },
);

it('repeats a request that an overloaded service refuses with its first event', async () => {
  const overloaded = stream({ error: { code: 529, message: 'Overloaded' } });
  const { text, requests } = await ask('openai', [
    [200, overloaded],
    [200, JSON.stringify(whole)],
  ]);
  expect([text, requests]).toEqual(['Hello.', 2]);
});
