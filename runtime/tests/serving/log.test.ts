import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { flushLog, log } from '../../src/project/log.js';

const write = vi.spyOn(process.stderr, 'write');
beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  vi.advanceTimersByTime(10); // since what the test before has written
  write.mockReset().mockReturnValue(true);
});
afterEach(flushLog); // what a test has logged is written
const written = () => write.mock.calls.map(([text]) => String(text));

it('what libraries hang onto their errors is not logged', () => {
  const cause = Object.assign(new Error('refused'), { body: { access_token: 'hidden' } });
  const error = Object.assign(new Error('failed', { cause }), { code: 'E1', token: 'hidden' });
  log('error', 'sign-in', error);
  log('error', 'sign-in', { access_token: 'hidden' });
  const [first, second] = written();
  expect(first).toMatch(/"message":"failed","code":"E1".*"message":"refused"/);
  expect(second).toContain('"error":{"name":"object"}');
  expect(`${first}${second}`).not.toContain('hidden');
});

it('lines of one turn of the event loop are written together, in their order', async () => {
  log('info', 'one');
  log('info', 'two');
  expect(written()).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(written()).toEqual([expect.stringMatching(/^\{.*"one"\}\n\{.*"two"\}\n$/)]);
});

it('lines that follow others closely wait a little, and are written together', async () => {
  log('info', 'first');
  await vi.advanceTimersByTimeAsync(0);
  for (const text of ['two', 'three']) {
    log('info', text);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(written()).toEqual([expect.stringContaining('first')]);
  await vi.advanceTimersByTimeAsync(5);
  expect(written()).toEqual([
    expect.stringContaining('first'),
    expect.stringMatching(/"two"\}\n.*"three"\}\n$/),
  ]);
});

it('an error is written at once, after what came before it', () => {
  log('info', 'before');
  log('error', 'failed');
  expect(written()).toEqual([expect.stringMatching(/"before"\}\n.*"failed"\}\n$/)]);
});
