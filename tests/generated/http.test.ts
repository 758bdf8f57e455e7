import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { http, path } from '../../examples/chat/src/core/http.js';
import type { ApiAnswer } from '../../examples/chat/tests/support/api-server.js';
import { startApi } from '../../examples/chat/tests/support/api-server.js';

const never = new AbortController().signal;

async function api(...answers: ApiAnswer[]) {
  const server = await startApi();
  onTestFinished(() => server.close());
  for (const answer of answers) server.answer(answer);
  const call = (method: 'GET' | 'POST', at = '/rooms') =>
    http(server.url, { method, path: at }, never);
  return { ...server, call };
}

const soon = { 'retry-after': '0' };

describe('a call to the API', () => {
  it('is repeated where that is safe', async () => {
    const { call, requests } = await api({ status: 503, headers: soon }, { body: { ok: true } });
    expect((await call('GET')).body).toEqual({ ok: true });
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['it may have been done', 'POST', { status: 503, headers: soon }],
    ['it will not be answered otherwise', 'GET', { status: 404 }],
    ['the API wants too long a pause', 'GET', { status: 429, headers: { 'retry-after': '60' } }],
  ] as const)('is sent once where %s', async (_why, method, answer) => {
    const { call, requests } = await api(answer);
    await expect(call(method)).rejects.toThrow(`HTTP ${answer.status}`);
    expect(requests).toHaveLength(1);
  });

  it('is given up after a number of tries', async () => {
    const { call, requests, answerAlways } = await api();
    answerAlways({ status: 500, headers: soon });
    await expect(call('GET')).rejects.toThrow('HTTP 500');
    expect(requests).toHaveLength(3);
  });

  it('does not read without end', async () => {
    const { call } = await api({ body: 'x'.repeat(5_000_000) });
    await expect(call('GET')).rejects.toThrow('larger than 5000000 bytes');
  });

  it('does not wait for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { call, pause } = await api();
    const arrived = pause({});
    const late = expect(call('POST')).rejects.toThrow('could not be reached');
    await arrived;
    vi.advanceTimersByTime(10_000);
    await late;
  });

  it('does not take credentials elsewhere', async () => {
    const { call, requests } = await api({ status: 302, headers: { location: 'https://a.dev' } });
    await expect(call('GET')).rejects.toThrow('unexpected answer');
    await expect(call('GET', '@evil.example/')).rejects.toThrow('leaves the API');
    expect(requests).toHaveLength(1);
  });

  it.each(['', '.', '..'])('has no path with the part "%s"', (part) => {
    expect(() => path`/rooms/${part}`).toThrow('cannot be part of an address');
  });

  it('encodes what stands in its path', () => {
    expect(path`/rooms/${'a/../b?c#d'}`).toBe('/rooms/a%2F..%2Fb%3Fc%23d');
  });
});
