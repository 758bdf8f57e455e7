import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeadlineError, endsWithin, setTimer, withDeadline } from '../../src/utils/time.js';

const never = new Promise<never>(() => {});
const turn = () => new Promise((resolve) => setTimeout(resolve, 30));

it('no timer ends before its time, however long that is', async () => {
  const times = fc.oneof(
    fc.constantFrom(Infinity, 2 ** 31 - 1, 2 ** 31, 1e15),
    fc.double({ min: 60_000, noNaN: true }),
  );
  let ended = 0;
  const timers = fc.sample(times, 200).map((ms) => setTimer(ms, () => ended++));
  await turn();
  for (const timer of timers) clearTimeout(timer);
  expect(ended).toBe(0);
});

it('a task has as much time as it is given, or until its signal aborts', async () => {
  await expect(withDeadline(10, never)).rejects.toBeInstanceOf(DeadlineError);
  await expect(withDeadline(10, never, { message: 'Silent' })).rejects.toThrow('Silent');
  expect(
    await withDeadline(
      Infinity,
      turn().then(() => 'done'),
    ),
  ).toBe('done');
  const control = new AbortController();
  const left = withDeadline(Infinity, never, control);
  control.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  await expect(withDeadline(Infinity, never, control)).rejects.toThrow('left');
  expect([
    await endsWithin(10, never),
    await endsWithin(1_000, Promise.reject(new Error('failed'))),
  ]).toEqual([false, true]);
});
