import { expect, it, onTestFinished } from 'vitest';
import { post } from '../ask.js';
import { INITIALIZE } from './http.js';
import { serve } from './small-server.js';

it('a session uses the stream that its client has opened last, because a proxy may still hold the one before', async () => {
  const { endpoint, lines } = await serve({}, { sessions: true });
  const begun = await post(endpoint, INITIALIZE);
  const left = new AbortController();
  onTestFinished(() => left.abort());
  const open = () =>
    fetch(endpoint, {
      headers: {
        accept: 'text/event-stream',
        'mcp-session-id': String(begun.headers['mcp-session-id']),
      },
      signal: left.signal,
    });
  const first = await open();
  expect(first.status).toBe(200);
  expect((await open()).status).toBe(200);
  expect(await first.text()).not.toContain('event:'); // it has ended
  expect(lines).toEqual([]);
});
