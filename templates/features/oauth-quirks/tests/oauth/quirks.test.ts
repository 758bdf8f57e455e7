import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import type { Quirks } from '../../src/core/oauth/quirks.js';
import { quirkyFetch } from '../../src/core/oauth/quirks.js';
import { tokenFetch } from '../../src/core/oauth/token-answer.js';

/** A token endpoint that gives one answer; what our client sends there, and makes of it. */
async function exchange(quirks: Quirks, status: number, answer: unknown, form = RENEWAL) {
  let sent = '';
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      sent = `${request.headers['content-type']} ${request.headers['x-version']} ${body}`;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  const fetch = tokenFetch(quirkyFetch(quirks));
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: {},
    redirect: 'manual',
  });
  return { sent, status: response.status, body: await response.json() };
}

const RENEWAL: Record<string, string> = { grant_type: 'refresh_token', refresh_token: 'r' };
const errors: Quirks = { errorsWith200: true, endedErrors: ['bad_refresh_token'] };

it.each([
  ['an error', { error: 'bad_client' }, 'bad_client'],
  ['a word of its own for a grant that is gone', { error: 'bad_refresh_token' }, 'invalid_grant'],
  ['"ok": false', { ok: false, error: 'bad_refresh_token' }, 'invalid_grant'],
])('takes %s with status 200 for what it is', async (_what, answer, error) => {
  expect(await exchange(errors, 200, answer)).toMatchObject({ status: 400, body: { error } });
});

it('understands its own word with the right status, too', async () => {
  const { status, body } = await exchange(errors, 401, { error: 'bad_refresh_token' });
  expect([status, body]).toEqual([401, { error: 'invalid_grant' }]);
});

it('finds tokens inside of the answer, and tokens beside', async () => {
  const quirks: Quirks = { tokensIn: 'user' };
  const nested = { ok: true, token_type: 'bot', user: { access_token: 'a', token_type: 'user' } };
  const { body } = await exchange(quirks, 200, nested);
  expect(body).toMatchObject({ access_token: 'a', token_type: 'bearer' });
  const plain = await exchange(quirks, 200, { access_token: 'b' });
  expect(plain.body).toMatchObject({ access_token: 'b', token_type: 'bearer' });
});

it('sends JSON and headers where the service wants them', async () => {
  const quirks: Quirks = { jsonRequest: true, headers: { 'x-version': '7' } };
  const { sent } = await exchange(quirks, 200, { access_token: 'a' });
  expect(sent).toBe(`application/json 7 ${JSON.stringify(RENEWAL)}`);
});

it('leaves other requests as they are', async () => {
  const { sent } = await exchange({ jsonRequest: true }, 200, {}, { token: 't' });
  expect(sent).toMatch(/^application\/x-www-form-urlencoded.* token=t$/);
});
