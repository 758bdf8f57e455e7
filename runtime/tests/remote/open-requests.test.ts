import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { OpenRequests } from '../../src/remote/open-requests.js';

const request = (id: string) => {
  const params = { name: 'act', _meta: {} };
  return { jsonrpc: '2.0' as const, id, method: 'tools/call', params };
};
const response = (id: string): JSONRPCMessage => ({ jsonrpc: '2.0', id, result: { of: id } });

function started() {
  const requests = new OpenRequests();
  const sent: JSONRPCMessage[] = [];
  const control = new AbortController();
  const add = (id: string, onprogress?: (progress: unknown) => void) =>
    requests.add(request(id), async (message) => void sent.push(message), {
      headers: {},
      signal: control.signal,
      ...(onprogress && { onprogress }),
    });
  return { requests, sent, control, add };
}

it('gives each request its response, in any order, and takes no other', async () => {
  const { requests, add } = started();
  const both = [add('a'), add('b')];
  expect(['b', 'c', 'a'].map((id) => requests.take(response(id)))).toEqual([true, false, true]);
  expect(await Promise.all(both)).toMatchObject([{ result: { of: 'a' } }, { result: { of: 'b' } }]);
  expect(requests.take(response('a'))).toBe(false);
});

it('reports the progress of a request', async () => {
  const { requests, add } = started();
  const seen: unknown[] = [];
  const call = add('a', (progress) => seen.push(progress));
  for (const progressToken of ['a', 'b'])
    requests.take({
      jsonrpc: '2.0',
      method: 'notifications/progress',
      params: { progressToken, progress: 1, total: 2 },
    });
  requests.take(response('a'));
  await call;
  expect(seen).toMatchObject([{ progress: 1, total: 2 }]);
});

it('says that a request is cancelled', async () => {
  const { sent, control, add } = started();
  const call = add('a');
  control.abort(new Error('stop'));
  await expect(call).rejects.toThrow('stop');
  expect(sent).toMatchObject([
    { id: 'a' },
    { method: 'notifications/cancelled', params: { requestId: 'a', reason: 'Error: stop' } },
  ]);
  await expect(add('b')).rejects.toThrow('stop');
  expect(sent).toHaveLength(2);
});

it('ends all requests with the connection', async () => {
  const { requests, add } = started();
  const both = Promise.allSettled([add('a'), add('b')]);
  const reason = new Error('closed');
  requests.end(reason);
  expect(await both).toEqual([1, 2].map(() => ({ status: 'rejected', reason })));
});
