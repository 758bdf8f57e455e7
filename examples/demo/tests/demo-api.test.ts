import { expect, it } from 'vitest';
import { demoFetch } from '../src/providers/notes/api/demo-api.js';

const NOTES = 'https://notes.example/notes';

it('finds notes that it has added', async () => {
  const body = JSON.stringify({ title: 'Retro', text: 'Fewer meetings.' });
  const added = await demoFetch(NOTES, { method: 'POST', body });
  expect([added.status, await added.json()]).toEqual([
    201,
    { id: '4', title: 'Retro', text: 'Fewer meetings.' },
  ]);
  for (const text of ['RETRO', 'MEETINGS']) {
    const found = await demoFetch(`${NOTES}?text=${text}`, { method: 'GET' });
    expect(await found.json()).toMatchObject([{ id: '4' }]);
  }
});

it('has no other resources', async () => {
  const response = await demoFetch('https://notes.example/users', { method: 'GET' });
  expect(response.status).toBe(404);
});
