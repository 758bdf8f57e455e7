import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it, onTestFinished } from 'vitest';
import type { ApiRequest } from '../../src/api/request.js';
import type { RetryOptions } from '../../src/api/send.js';
import type { ExchangeRecording, ExchangeReport } from '../../src/project/diagnostics.js';
import { start } from './sending.js';

const SECRET = 's3cr3t-Value+1/2=';

/** What development tools are told of a request. */
async function reportsOf(
  request: Partial<ApiRequest<string>>,
  sending: Partial<RetryOptions>,
  answer: object,
) {
  const reports: ExchangeReport[] = [];
  const note = (report: unknown) => void reports.push(report as ExchangeReport);
  subscribe('mcp-provider:exchange', note);
  onTestFinished(() => void unsubscribe('mcp-provider:exchange', note));
  const { api, call } = await start();
  api.answer(answer);
  await call(request, sending).catch(() => {});
  return reports;
}

it('tells development tools of the request and the response', async () => {
  const request = { method: 'POST', body: { name: 'Attic' } } as const;
  const [report] = await reportsOf(request, { call: 'c-1' }, { status: 404, body: { no: 'room' } });
  expect(report).toMatchObject({
    call: 'c-1',
    method: 'POST',
    requestBody: '{"name":"Attic"}',
    status: 404,
    responseBody: '{"no":"room"}',
  });
  expect(report?.url).toMatch(/\/rooms$/);
});

it('says why there was no response', async () => {
  const { api } = await start();
  await api.close();
  const [report] = await reportsOf({}, { baseUrl: api.url }, {});
  const { host } = new URL(api.url);
  expect(report?.problem).toContain(`"${host}" could not be reached: nothing listens there.`);
});

it.each<[string, Partial<ApiRequest<string>>, Partial<RetryOptions>, object]>([
  ['a header', {}, { sign: ({ headers }) => headers.set('x-own', SECRET) }, {}],
  [
    'Basic',
    {},
    { sign: ({ headers }) => headers.set('authorization', `Basic ${btoa(SECRET)}`) },
    {},
  ],
  ['the query', {}, { sign: ({ url }) => url.searchParams.set('k', SECRET) }, {}],
  ['a body that quotes it', {}, { secrets: [SECRET] }, { body: { you: `sent ${SECRET}` } }],
  ['a header of the request', { headers: { 'x-api-key': SECRET } }, {}, {}],
  ['a query of the request', { query: { access_token: SECRET } }, {}, {}],
  ['a cookie that is set', {}, {}, { headers: { 'set-cookie': `sid=${SECRET}` } }],
  ['a token in the response', {}, {}, { body: { refresh_token: SECRET } }],
  [
    'JSON that escapes it, as that of PHP',
    {},
    { secrets: [SECRET] },
    { text: `{"you":"sent ${SECRET.replaceAll('/', '\\/')}"}` },
  ],
  [
    'lower-case percent-encoding',
    {},
    { secrets: [SECRET] },
    { text: encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase()) },
  ],
  [
    'a body that is cut within it',
    {},
    { secrets: [SECRET] },
    { text: `${'x '.repeat(24_995)}${SECRET}` },
  ],
])('repeats no credentials: %s', async (_, request, sending, answer) => {
  const text = JSON.stringify(await reportsOf(request, sending, answer));
  expect(text).toContain('removed');
  for (const form of [SECRET, encodeURIComponent(SECRET), btoa(SECRET)])
    expect(text).not.toContain(form);
  expect(text).not.toContain(SECRET.slice(0, 8));
});

it('gives recorders the request before it was signed, the whole response, and the secrets', async () => {
  const recordings: ExchangeRecording[] = [];
  const note = (recording: unknown) => void recordings.push(recording as ExchangeRecording);
  subscribe('mcp-provider:recording', note);
  onTestFinished(() => void unsubscribe('mcp-provider:recording', note));
  const { api, call } = await start();
  api.answer({ status: 201, body: { echo: SECRET } });
  const sign = ({ headers }: { headers: Headers }) =>
    headers.set('authorization', `AWS4 Credential=${SECRET}/20261129/us-east-1, Signature=abc`);
  await call({ method: 'POST', body: { n: 'ä' }, signIn: 'optional' }, { sign, secrets: ['pw'] });
  const [recording] = recordings;
  expect(recording).toMatchObject({
    method: 'POST',
    url: `${api.url}/rooms`,
    base: api.url,
    signIn: 'optional',
    body: Buffer.from('{"n":"ä"}').toString('base64'),
    response: { status: 201, body: Buffer.from(`{"echo":"${SECRET}"}`).toString('base64') },
  });
  expect(recording?.headers).not.toHaveProperty('authorization');
  expect(recording?.secrets).toContain('pw');
  expect(recording?.secrets).not.toContain('us-east-1,');
  expect(recording?.secrets).not.toContain('20261129');
});
