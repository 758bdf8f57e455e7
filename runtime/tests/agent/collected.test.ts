import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectGarbage } from '../collect-garbage.js';
import { APIS, scripted } from './harness.js';

it.each(APIS)('stops a model over %s after garbage collection', async (api) => {
  const { server, model } = await scripted(api, [{ text: 'Slow '.repeat(100), gapMs: 300 }]);
  const control = new AbortController();
  const { signal } = control;
  const messages = [{ role: 'user' as const, text: 'question' }];
  const texts: string[] = [];
  const turn = async () => {
    for await (const event of model({ instructions: '', messages, tools: [], signal })) {
      if (event.type === 'text') texts.push(event.text);
      if (texts.length > 1) continue;
      for (let times = 0; times < 4; times++) await sleep(20).then(collectGarbage);
      setTimeout(() => control.abort(new Error('Stopped')), 50);
    }
  };
  await expect(turn()).rejects.toThrow('Stopped');
  expect(texts.length).toBeLessThan(50);
  await expect.poll(server.abandoned).toBe(1);
});
