import { expect, it } from 'vitest';
import type { Step } from '../../src/testing/fakes/model-server.js';
import { type Received, startAgent, textIn, userId } from './agent-server.js';

const book = (day: string, name = 'book') => ({ name, args: { day } });
const formsIn = (events: Received[]) =>
  events.filter(({ event }) => event === 'form').map(({ data }) => data as { id: string });
const accept = (content: object) => ({ action: 'accept', content });
const responding = (events: Received[], ...responses: object[]) => {
  const forms = formsIn(events).map(({ id }, index) => [id, responses[index]] as const);
  return { forms: Object.fromEntries(forms.filter(([, response]) => response)) };
};
const start = async (...calls: Step['calls'] & object[]) => {
  const agent = await startAgent([{ calls }, { text: 'Well.' }]);
  return { ...agent, first: await agent.chat('ann', { message: 'A table' }) };
};

it('a question of a tool ends the turn, and the next request has the response', async () => {
  const { chat, send, first, deeds, model } = await start(book('Friday'));
  expect(formsIn(first)).toEqual([
    {
      id: expect.any(String) as unknown,
      tool: 'book',
      message: 'How many guests?',
      schema: {
        type: 'object',
        properties: {
          guests: { type: 'integer', description: 'Guests, without\u001b[2J you' },
          smoking: { type: 'boolean', default: false },
        },
        required: ['guests'],
      },
    },
  ]);
  expect(first.at(-1)).toEqual({ event: 'end', data: { reason: 'waiting' } });
  const guests = responding(first, accept({ guests: 4 }));
  expect((await send('bob', guests)).status).toBe(409);

  const second = await chat('ann', guests);
  expect(formsIn(second)).toMatchObject([
    { message: 'Book for 4 on Friday?', schema: { properties: {} } },
  ]);
  expect((await send('ann', guests)).status).toBe(409);
  expect(deeds.booked).toEqual([]);

  const third = await chat('ann', responding(second, accept({})));
  expect(textIn(third)).toBe('Well.');
  expect(deeds.booked).toEqual([`${userId('ann')} 4 Friday`]);
  expect([...first, ...second, ...third].filter(({ event }) => event === 'call')).toHaveLength(1);
  expect(model.requests).toHaveLength(2);
  expect(model.requests[1]?.results).toEqual([expect.stringContaining('Booked for 4.')]);
});

it.each<[string, (events: Received[]) => object, string]>([
  ['declines', (events) => responding(events, { action: 'decline' }), 'The person declined.'],
  ['closes it', (events) => responding(events, { action: 'cancel' }), 'The person closed'],
  ['writes a message', () => ({ message: 'four, and yes' }), 'has not filled in the form'],
])('the model learns that the user %s', async (_, bodyOf, text) => {
  const { chat, first, deeds, model } = await start(book('Friday'));
  expect(textIn(await chat('ann', bodyOf(first)))).toBe('Well.');
  expect(JSON.stringify(model.requests[1]?.body)).toContain(text);
  expect(deeds.booked).toEqual([]);
});

it('a form with values of another type is shown again', async () => {
  const { chat, first } = await start(book('Friday'));
  const again = await chat('ann', responding(first, accept({ guests: 'four' })));
  expect(formsIn(again)).toEqual(formsIn(first));
});

it('calls of the same step are made once, and forms without a response are cancelled', async () => {
  const add = { name: 'add', args: { text: 'once' } };
  const { chat, first, deeds, model } = await start(book('Friday'), add, book('Sunday'));
  expect(formsIn(first)).toHaveLength(2);
  expect(new Set(formsIn(first).map(({ id }) => id)).size).toBe(2);
  const second = await chat('ann', responding(first, accept({ guests: 2 })));
  await chat('ann', responding(second, accept({})));
  expect(deeds.booked).toEqual([`${userId('ann')} 2 Friday`]);
  expect(deeds.notes.get(userId('ann'))).toEqual(['once']);
  expect(model.requests[1]?.results).toEqual([
    expect.stringContaining('Booked for 2.'),
    expect.any(String),
    expect.stringContaining('The person closed the question'),
  ]);
});

it('a decision about a call is the confirmation that its tool asks for', async () => {
  const { chat, first, deeds } = await start(book('Friday', 'rebook'));
  const [call] = first.find(({ event }) => event === 'approval')?.data.calls as { id: string }[];
  const second = await chat('ann', { decisions: { [call?.id ?? '']: 'yes' } });
  const third = await chat('ann', responding(second, accept({ guests: 3 })));
  expect([textIn(third), formsIn(third)]).toEqual(['Well.', []]);
  expect(deeds.booked).toEqual([`${userId('ann')} 3 Friday`]);
});

it('neither the client nor the model sees the state of the call', async () => {
  const { chat, first, model } = await start(book('Friday'));
  const second = await chat('ann', responding(first, accept({ guests: 4 })));
  await chat('ann', { message: 'never mind' });
  expect(JSON.stringify([first, second, model.requests])).not.toContain('round.');
});

it.each<[string, object, number]>([
  ['an unknown form', { forms: { x: { action: 'decline' } } }, 409],
  ['no form', { forms: {} }, 409],
  ['another action', { forms: { x: { action: 'maybe' } } }, 400],
  ['no values', { forms: { x: { action: 'accept' } } }, 400],
  ['nested values', { forms: { x: accept({ a: { b: 1 } }) } }, 400],
  ['a message, too', { message: 'hi', forms: {} }, 400],
])('a response with %s is refused', async (_, body, status) => {
  const { send, deeds } = await start(book('Friday'));
  expect((await send('ann', body)).status).toBe(status);
  expect(deeds.booked).toEqual([]);
});
