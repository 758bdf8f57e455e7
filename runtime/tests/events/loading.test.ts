import { expect, it } from 'vitest';
import { loadedWith } from '../loaded-with.js';

it('without events, only their definition is loaded', () => {
  const loaded = loadedWith('index.ts', 'server.ts', 'http.ts', 'v1.ts');
  expect(loaded.filter((file) => /\bevents?\b/.test(file) && !file.startsWith('agent'))).toEqual(
    expect.arrayContaining(['call/define/event.ts', 'provider/opened-events.ts']),
  );
  expect(loaded.filter((file) => /^events\/|sdk\/v2\/events|credentials\/jobs/.test(file))).toEqual(
    [],
  );
});

it('without webhooks, none of their code is loaded', () => {
  const loaded = loadedWith('index.ts', 'server.ts', 'http.ts', 'v1.ts', 'events/events.ts');
  expect(loaded).toContain('events/deliveries.ts');
  expect(loaded.filter((file) => file.includes('webhook'))).toEqual([]);
});
