import { expect, it, onTestFinished, vi } from 'vitest';
import type { ToolChoice } from '../../src/call/lists/tool-choice.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { httpLimits } from '../../src/serving/http/limits.js';
import { SESSION_HEADER, Sessions } from '../../src/serving/http/sessions.js';

const principal = localPrincipal();
const exchange = {
  principal,
  caller: undefined,
  id: 'r',
  maxResultBytes: 1,
};
const asked = (headers: Record<string, string> = {}) => {
  const { signal } = new AbortController();
  return { method: 'POST', url: '/', headers: new Headers(headers), signal };
};

/** Sessions, by their ids. */
function started(isGone: () => boolean = () => false) {
  const open = new Set<string>();
  const sessions = new Sessions(
    {
      async openSession(_principal, _request, id) {
        open.add(id);
        return { fetch: async () => new Response(), close: async () => void open.delete(id) };
      },
    },
    httpLimits(),
    () => {},
  );
  const outgoing = {
    get closed() {
      return isGone();
    },
    once: (_: string, left: () => void) => left(),
  };
  onTestFinished(() => sessions.close());
  return {
    open,
    send: (headers?: Record<string, string>, choice?: ToolChoice) =>
      sessions.fetch(
        asked(headers),
        { ...exchange, message: { method: headers ? 'ping' : 'initialize' }, choice },
        outgoing,
      ),
  };
}

it('the wall clock ends no session, wherever it jumps', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { open, send } = started();
  await send();
  for (const year of [1970, 2100]) {
    vi.setSystemTime(new Date(year, 1, 1));
    vi.advanceTimersByTime(60_000);
    expect(open.size).toBe(1);
  }
  expect((await send({ [SESSION_HEADER]: [...open].join() })).status).toBe(200);
});

it('a client that has left while its session began leaves none', async () => {
  const { open, send } = started(() => true);
  await expect(send()).rejects.toThrow();
  expect(open.size).toBe(0);
});

it('does not exist at an address that chooses other tools', async () => {
  const { open, send } = started();
  await send(undefined, { isReadOnly: true, names: [] });
  const headers = { [SESSION_HEADER]: [...open].join() };
  expect((await send(headers)).status).toBe(404);
  expect((await send(headers, { isReadOnly: true, names: ['list'] })).status).toBe(404);
  expect((await send(headers, { isReadOnly: true, names: [] })).status).toBe(200);
});
