import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OpenCalls } from '../../src/call/call-limit.js';
import { callMs } from '../../src/fetch/deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question, until it is answered. */
function question() {
  let answer: () => void = () => {};
  const whenAnswered = new Promise<void>((resolve) => (answer = resolve));
  return { ask: () => whenAnswered, answer };
}

it('questions that are open at the same time pause a call until the last answer', async () => {
  const limit = new OpenCalls().limit(new AbortController().signal, undefined);
  const [first, second] = [question(), question()];
  const pauses = [limit.pauseWhile(first.ask), limit.pauseWhile(second.ask)];
  await vi.advanceTimersByTimeAsync(callMs());
  first.answer();
  await vi.advanceTimersByTimeAsync(callMs());
  expect([limit.hasEnded, limit.deadline]).toEqual([false, Infinity]);
  second.answer();
  await Promise.all(pauses);
  await vi.advanceTimersByTimeAsync(callMs() / 2);
  expect([limit.hasEnded, limit.deadline]).toEqual([false, expect.any(Number)]);
  await vi.advanceTimersByTimeAsync(callMs());
  expect(limit.hasEnded).toBe(true);
});

it('a call that ends during a question leaves no timer', async () => {
  const client = new AbortController();
  const limit = new OpenCalls().limit(client.signal, undefined);
  const paused = limit.pauseWhile(question().ask).catch(() => {});
  client.abort();
  limit.clear();
  await paused;
  expect(vi.getTimerCount()).toBe(0);
});
