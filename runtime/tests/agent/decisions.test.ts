import { expect, it } from 'vitest';
import * as z from 'zod';
import { openProviderEndpoints } from '../../src/agent/connections.js';
import { runTurn, type UserTurn } from '../../src/agent/handler.js';
import { DEFAULT_LIMITS } from '../../src/agent/limits.js';
import type { Message, Model } from '../../src/agent/model.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { smallProject } from '../small-project.js';

const usage = { input: 1, output: 1, cached: 0 };

/** A turn of a model that calls, in each step, a destructive tool with this id. */
async function destroying(id: string, decided: Pick<UserTurn, 'messages' | 'decisions'>) {
  let deleted = 0;
  const defined = defineProvider({ name: 'small', version: '1' });
  defined.tool({
    name: 'delete_all',
    description: 'Deletes everything.',
    input: z.object({}),
    annotations: { destructiveHint: true },
    run: async () => `deleted ${++deleted}`,
  });
  smallProject(defined, { log: () => {} });
  const endpoints = await openProviderEndpoints(new Map([['small', defined.createServer]]));
  const model: Model = async function* () {
    yield { type: 'end', ending: 'calls', calls: [callWith(id)], usage };
  };
  const events: unknown[] = [];
  await runTurn(
    { endpoints, model, instructions: '', limits: DEFAULT_LIMITS } as unknown as Parameters<
      typeof runTurn
    >[0],
    {
      id: 'request-1',
      caller: localPrincipal(),
      ...decided,
      forms: {},
      signal: new AbortController().signal,
      send: (event) => void events.push(event.type === 'end' ? event.reason : event.type),
    },
  );
  return { deleted, events };
}

const callWith = (id: string) => ({ id, name: 'delete_all', args: '{}' });

it.each(['call_1', 'toString', '__proto__', 'constructor'])(
  'a destructive call waits for a decision, whatever its id: %s',
  async (id) => {
    const messages: Message[] = [{ role: 'user', text: 'hi' }];
    const { deleted, events } = await destroying(id, { messages, decisions: {} });
    expect(deleted).toBe(0);
    expect(events).toEqual(['usage', 'approval', 'waiting']);
  },
);

it('a decision holds for one call, and not for another one with the same id', async () => {
  const messages: Message[] = [
    { role: 'user', text: 'hi' },
    { role: 'assistant', text: '', calls: [callWith('call_1')] },
  ];
  const { deleted, events } = await destroying('call_1', {
    messages,
    decisions: { call_1: 'yes' },
  });
  expect(deleted).toBe(1);
  expect(events).toEqual(['call', 'result', 'usage', 'approval', 'waiting']);
});
