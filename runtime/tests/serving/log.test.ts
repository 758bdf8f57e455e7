import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { flushLog, log } from '../../src/project/log.js';

const write = vi.spyOn(process.stderr, 'write');
beforeEach(() => void write.mockReset().mockReturnValue(true));
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

it('lines of a few milliseconds are written together, in their order', async () => {
  log('info', 'one');
  log('info', 'two');
  expect(written()).toEqual([]);
  await vi.waitFor(() => expect(written()).not.toEqual([]));
  expect(written()).toEqual([expect.stringMatching(/^\{.*"one"\}\n\{.*"two"\}\n$/)]);
});

it('an error is written at once, after what came before it', () => {
  log('info', 'before');
  log('error', 'failed');
  expect(written()).toEqual([expect.stringMatching(/"before"\}\n.*"failed"\}\n$/)]);
});
