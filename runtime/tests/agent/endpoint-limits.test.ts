import { expect, it, onTestFinished, vi } from 'vitest';
import type { Message } from '../../src/agent/model.js';
import { dropOldTurns } from '../../src/agent/shorten.js';
import { startAgent, textIn } from './agent-server.js';

const hello = { message: 'hi' };

it('a client that leaves ends the calls in progress, and the conversation goes on', async () => {
  const wait = { name: 'wait', args: {} };
  const { send, chat, deeds } = await startAgent([{ calls: [wait, wait] }, { text: 'Back.' }]);
  const control = new AbortController();
  await send('ann', hello, { signal: control.signal });
  await expect.poll(() => deeds.running).toBe(2);
  expect((await send('ann', hello)).status).toBe(409);
  control.abort();
  await expect.poll(() => deeds.aborted).toBe(2);
  await expect.poll(async () => textIn(await chat('ann', hello))).toBe('Back.');
});

it('a client that leaves ends the response of the model', async () => {
  const { send, model } = await startAgent([{ text: 'A long text. '.repeat(50), gapMs: 20 }]);
  const control = new AbortController();
  const response = await send('ann', hello, { signal: control.signal });
  await response.body?.getReader().read();
  control.abort();
  await expect.poll(model.abandoned).toBe(1);
});

it('a turn has a time', async () => {
  const script = [{ calls: [{ name: 'wait', args: {} }] }];
  const { chat, deeds } = await startAgent(script, { limits: { turnSeconds: 3 } });
  const events = await chat('ann', hello);
  expect(events.at(-1)).toEqual({ event: 'end', data: { reason: 'timed-out' } });
  await expect.poll(() => deeds.aborted).toBe(1);
});

it.each([
  ['turns', { turnsPerHour: 2 }],
  ['tokens', { tokensPerHour: 220 }],
])('a user has a limit of %s', async (_, limits) => {
  const { send, chat } = await startAgent([{ text: 'Hello.' }], { limits });
  for (const conversation of ['one', 'two']) await chat('ann', { ...hello, conversation });
  const refused = await send('ann', hello);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send('bob', hello)).status).toBe(200);
});

it('a clock that is set back leaves nobody busy or at a limit', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_536_000_000 });
  onTestFinished(() => void vi.useRealTimers());
  const script = [{ text: 'late', delayMs: 1_000 }];
  const { send } = await startAgent(script, { limits: { turnsPerHour: 1 } });
  expect((await send('ann', hello)).status).toBe(200); // its turn goes on
  expect((await send('ann', { ...hello, conversation: 'another' })).status).toBe(429);
  vi.useRealTimers();
  expect((await send('ann', hello)).status).toBe(200);
});

it('a user has a limit of turns at the same time', async () => {
  const script = [{ text: 'late', delayMs: 1_000 }];
  const { send } = await startAgent(script, { limits: { turnsAtOnce: 2 } });
  const statuses = await Promise.all(
    ['a', 'b', 'c'].map(
      async (conversation) => (await send('ann', { ...hello, conversation })).status,
    ),
  );
  expect(statuses.toSorted()).toEqual([200, 200, 409]);
});

it('a conversation is kept, until the user deletes it or has newer ones', async () => {
  const { chat, send, model } = await startAgent([{ text: 'Hello.' }], {
    limits: { conversations: 2 },
  });
  const lengthAfter = async (conversation: string) => {
    await chat('ann', { ...hello, conversation });
    return model.requests.at(-1)?.length;
  };
  expect(await lengthAfter('a')).toBe(2);
  expect(await lengthAfter('a')).toBe(4);
  const deleted = await send('ann', { conversation: 'a' }, { method: 'DELETE' });
  expect(deleted.status).toBe(204);
  expect(await lengthAfter('a')).toBe(2);
  for (const other of ['b', 'c']) await lengthAfter(other);
  expect(await lengthAfter('c')).toBe(4);
  expect(await lengthAfter('a')).toBe(2);
});

it('drops whole turns, oldest first, and never the last', () => {
  const turnOf = (count: number): Message[] => [
    { role: 'user', text: `question ${count}` },
    { role: 'assistant', text: '', calls: [{ id: `c${count}`, name: 'x', args: '{}' }] },
    { role: 'tools', results: [{ id: `c${count}`, text: 'r', failed: false }] },
  ];
  const messages = [1, 2, 3].flatMap(turnOf);
  dropOldTurns(messages, JSON.stringify(turnOf(2)).length * 2);
  expect(messages[0]).toEqual({ role: 'user', text: 'question 2' });
  dropOldTurns(messages, 10);
  expect(messages).toEqual(turnOf(3));
});
