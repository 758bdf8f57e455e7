import { expect, it } from 'vitest';
import type { Step } from '../../src/testing/fakes/model-server.js';
import { eventsIn, type Received, startAgent, userId } from './agent-server.js';

const destroy: Step = { calls: [{ name: 'delete_all', args: {} }] };
const idIn = (events: Received[]) =>
  (events.find(({ event }) => event === 'approval')?.data.calls as { id: string }[])[0]?.id ?? '';
const yes = (id: string) => ({ decisions: { [id]: 'yes' } });

/** A model that deletes all notes in each turn of each user. */
const start = () => startAgent(({ results }) => (results.length > 0 ? { text: 'Well.' } : destroy));

it('a decision that is sent many times at once is made once', async () => {
  const { chat, send, deeds } = await start();
  const id = idIn(await chat('ann', { message: 'Delete' }));
  const all = await Promise.all(Array.from({ length: 10 }, () => send('ann', yes(id))));
  for (const response of all) if (response.ok) await eventsIn(response);
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(9).fill(409)]);
  expect((await send('ann', yes(id))).status).toBe(409);
  expect(deeds.deleted).toEqual([userId('ann')]);
});

it.each([
  { what: 'of another user', user: 'bob', conversation: 'one' },
  { what: 'of another conversation', user: 'ann', conversation: 'two' },
])('a decision about a call $what makes no call', async ({ user, conversation }) => {
  const { chat, send, deeds } = await start();
  const id = idIn(await chat('ann', { message: 'Delete', conversation: 'one' }));
  const other = idIn(await chat(user, { message: 'Delete', conversation }));
  const sent = id === other ? `${id}_` : id;
  const response = await send(user, { ...yes(sent), conversation });
  if (response.ok) await eventsIn(response);
  expect(deeds.deleted).toEqual([]);
});
