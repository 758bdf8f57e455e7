import { afterEach, expect, it, vi } from 'vitest';
import { log } from '../../src/serving/log.js';

afterEach(() => void vi.restoreAllMocks());

it('what libraries hang onto their errors is not logged', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const cause = Object.assign(new Error('refused'), { body: { access_token: 'hidden' } });
  const error = Object.assign(new Error('failed', { cause }), { code: 'E1', token: 'hidden' });
  log('error', 'sign-in', error);
  log('error', 'sign-in', { access_token: 'hidden' });
  const [first, second] = said.mock.calls.map(([line]) => String(line));
  expect(first).toMatch(/"message":"failed","code":"E1".*"message":"refused"/);
  expect(second).toContain('"error":{"name":"object"}');
  expect(`${first}${second}`).not.toContain('hidden');
});
