import { expect, it } from 'vitest';
import { LazyValue } from '../../src/utils/lazy-value.js';

it('makes its value once, and again after a failure', async () => {
  const outcomes = [new Error('not yet'), 'ready', 'twice'];
  const value = new LazyValue(async () => {
    const outcome = outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  expect(value.begun).toBeUndefined();
  await expect(Promise.all([value.get(), value.get()])).rejects.toThrow('not yet');
  expect(value.begun).toBeUndefined();
  expect(await Promise.all([value.get(), value.get()])).toEqual(['ready', 'ready']);
});
