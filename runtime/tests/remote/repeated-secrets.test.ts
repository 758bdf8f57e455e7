import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ApiAuth } from '../../src/api/api-auth.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { setDefaultLogSink } from '../../src/project/log.js';
import { authorizedFetch } from '../../src/remote/authorized-fetch.js';
import { userNamed } from '../context.js';
import { callScripted, type Era, respond, sendJson } from './scripted.js';

const SECRET = 'key-of "alice"';
const authWith = <T>(credentials: T, authorize: ApiAuth<T>['authorize']) =>
  ({ getCredentials: async () => credentials, authorize }) as unknown as ApiAuth<never>;
const auth = authWith(SECRET, ({ headers }, key) => headers.set('x-key', key));
const message = `The key ${SECRET} is wrong.`;
const error = { code: -32_602, message };
const text = JSON.stringify({ error: message });
const failed = (response: ServerResponse, id: unknown, result: object) =>
  respond(
    response,
    { id: id as number, method: 'tools/call' },
    { resultType: 'complete', isError: true, ...result },
  );

describe.each<Era>(['legacy', 'current'])('a server of the %s protocol', (era) => {
  it.each<[string, (response: ServerResponse, id: unknown) => void]>([
    ['an error', (response, id) => sendJson(response, { jsonrpc: '2.0', id, error })],
    [
      'an error in a stream',
      (response, id) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id, error })}\n\n`);
      },
    ],
    [
      'a failed result',
      (response, id) => failed(response, id, { content: [{ type: 'text', text: message }] }),
    ],
    [
      'other parts of a failed result',
      (response, id) =>
        failed(response, id, {
          content: [{ type: 'resource', resource: { uri: 'rooms://1', text: message } }],
          structuredContent: { error: [message] },
        }),
    ],
    ['text of an HTTP error', (response) => response.writeHead(500).end(message)],
    [
      'a stream of an HTTP error',
      (response) =>
        response
          .writeHead(500, { 'content-type': 'text/event-stream' })
          .end(`data: ${message}\n\n`),
    ],
    ['JSON of an HTTP error', (response) => response.writeHead(403).end(text)],
  ])('neither the model nor the log gets the credentials from %s', async (_, answer) => {
    const lines: LogLine[] = [];
    setDefaultLogSink((line) => void lines.push(line));
    const calling = callScripted(({ id }, response) => answer(response, id), { era, auth });
    const seen = JSON.stringify([await calling.catch(String), lines]);
    expect(seen).toContain('is wrong');
    expect(seen).not.toContain('alice');
  });

  it.each(['content', 'structuredContent'])(
    'a result with them in its %s is refused',
    async (part) => {
      const token = 'token-of-alice';
      const value = part === 'content' ? [{ type: 'text', text: `You sent ${token}.` }] : { token };
      const bearer = authWith(token, ({ headers }, own) =>
        headers.set('authorization', `Bearer ${own}`),
      );
      const result = await callScripted(
        (request, response) =>
          respond(response, request, { resultType: 'complete', content: [], [part]: value }),
        { era, auth: bearer },
      );
      expect(result.isError).toBe(true);
      expect(JSON.stringify(result)).toContain('contains the credentials of its caller');
      expect(JSON.stringify(result)).not.toContain(token);
    },
  );

  it('an error of a server is not endless', async () => {
    const calling = callScripted(
      (request, response) => respond(response, request, undefined, 'x'.repeat(1_000_000)),
      { era },
    );
    expect(JSON.stringify(await calling.catch(String)).length).toBeLessThan(3_000);
  });
});

it('an error of signing does not repeat them in the log', async () => {
  const lines: LogLine[] = [];
  setDefaultLogSink((line) => void lines.push(line));
  const signing = authWith({ key: SECRET }, (_request, { key }) => {
    throw new Error(`Cannot sign with ${key}`, { cause: new Error(key) });
  });
  const result = await callScripted(() => {}, { era: 'current', auth: signing });
  expect(result.isError).toBe(true);
  expect(JSON.stringify(lines)).toContain('Cannot sign with [removed]');
  expect(JSON.stringify([result, ...lines])).not.toContain('alice');
});

it('while tokens rotate, those of the requests before are not shown either', async () => {
  let count = 0;
  const rotating = {
    getCredentials: async () => `token-number-${++count}`,
    authorize: ({ headers }: { headers: Headers }, token: string) =>
      headers.set('authorization', `Bearer ${token}`),
  };
  const { fetch, presented } = authorizedFetch(
    'chat',
    rotating,
    userNamed(),
    async () => new Response(),
  );
  for (let requests = 0; requests < 3; requests++) await fetch('https://rooms.example/mcp');
  expect(presented().join()).toMatch(/number-3.*number-2.*number-1/);
});
