import { expect, it } from 'vitest';
import * as z from 'zod';
import { endpointsOf } from '../../src/agent/connections.js';
import { DEFAULT_LIMITS } from '../../src/agent/limits.js';
import type { Model } from '../../src/agent/model.js';
import { runTurn } from '../../src/agent/run-turn.js';
import { defineProvider } from '../../src/index.js';
import { smallProject } from '../small-project.js';

const usage = { input: 1, output: 1, cached: 0 };

it.each(['call_1', 'toString', '__proto__', 'constructor'])(
  'a destructive call waits for a decision, whatever its id: %s',
  async (id) => {
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
    const endpoints = await endpointsOf(new Map([['small', defined.createServer]]));
    const model: Model = async function* () {
      const calls = [{ id, name: 'delete_all', args: '{}' }];
      yield { type: 'end', ending: 'calls', calls, usage };
    };
    const events: unknown[] = [];
    await runTurn(
      { endpoints, model, instructions: '', limits: DEFAULT_LIMITS } as unknown as Parameters<typeof runTurn>[0], // prettier-ignore
      {
        id: 'request-1',
        caller: { userId: 'local' },
        messages: [{ role: 'user', text: 'hi' }],
        decisions: {},
        forms: {},
        awaited: [],
        signal: new AbortController().signal,
        send: (event) => void events.push(event.type === 'end' ? event.reason : event.type),
      },
    );
    expect(deleted).toBe(0);
    expect(events).toEqual(['usage', 'approval', 'waiting']);
  },
);
