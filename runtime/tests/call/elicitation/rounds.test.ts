import { expect, it } from 'vitest';
import { Rounds } from '../../../src/call/elicitation/rounds.js';

it('what is asked for twice at the same time is done once', async () => {
  const rounds = new Rounds({ can: () => ({ form: true, url: true }), call: ['book', {}] });
  let drafts = 0;
  const draft = () => rounds.once('draft', async () => ++drafts);
  expect(await Promise.all([draft(), draft(), draft()])).toEqual([1, 1, 1]);
  expect(await draft()).toBe(1);
  expect(rounds.memory.done).toEqual([{ key: 'draft', value: 1 }]);
});

it('what has failed is tried again', async () => {
  const rounds = new Rounds({ can: () => ({ form: true, url: true }), call: ['book', {}] });
  await expect(rounds.once('draft', () => Promise.reject(new Error('down')))).rejects.toThrow(
    'down',
  );
  expect(await rounds.once('draft', async () => 'done')).toBe('done');
});
