import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openChat } from '../../src/agent/chat.js';
import { fitToService } from '../../src/agent/services/fit.js';
import { serviceRules } from '../../src/agent/services/service.js';
import { toolbox } from '../../src/agent/toolbox.js';
import { anthropic } from '../../src/agent/wires/anthropic.js';
import { openAi } from '../../src/agent/wires/openai.js';
import { startModelServer, type Step } from '../../src/testing/fakes/model-server.js';
import { DIALECTS } from './dialects.js';
import { fail, fixtureClient } from './harness.js';

/** What can go wrong in one step of a model. */
const STEPS: Readonly<Record<string, Step>> = {
  words: { text: 'Fine.' },
  nothing: {},
  blanks: { text: '  \n' },
  'half a response': { text: 'A long response that breaks off', breakAfter: 3 },
  'half a call': { calls: [{ name: 'weather', args: '{"city": "Ro' }], breakAfter: 3 },
  'a call': { text: 'I look.', calls: [{ name: 'weather', args: { city: 'Rome' } }] },
  'broken arguments': { calls: [{ name: 'weather', args: '{"city": "a"b"}' }] },
  'an unknown tool': { calls: [{ name: 'forecast.all', args: {} }] },
  'a call without a name': { calls: [{ name: '', args: {} }] },
  'a declined call': {
    calls: [
      { name: 'delete_all', args: {} },
      { name: 'weather', args: { city: 'Oslo' } },
    ],
  },
  'a cut call': { calls: [{ name: 'add_note', args: '{"text":"half' }], ending: 'length' },
  'a long result': { calls: [{ name: 'export_all', args: {} }] },
  'a refusal': { refusal: 'No.' },
  'a wrong key': { status: 401 },
  'no quota': { status: 402, text: 'Insufficient Balance' },
  'too long': { status: 400, text: 'prompt is too long: 2 tokens > 1 maximum' },
  'an odd refusal': { status: 400, text: 'try later' },
  overload: { status: 503, retryAfter: 0.001 },
};

/** Characters of a request that the service takes. */
const MOST = 30_000;

it.each(DIALECTS)(
  '$name: after any failures, the next message works',
  async ({ api, url, refusalOf }) => {
    const { client, connect } = await fixtureClient();
    await connect();
    const tools = await toolbox([{ name: 'fixture', client }], fail);
    const manager = { toolsForUser: async () => ({ tools, errors: [] }) };
    const step = fc.constantFrom(...Object.keys(STEPS));
    const message = fc.constantFrom('hello', ' ', 'half \uD83D', 'x'.repeat(20_000));
    const turn = fc.record({
      message,
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      isStopped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 4 }), async (turns) => {
        let plan: string[] = [];
        const refusals: string[] = [];
        const server = await startModelServer(({ body }) => {
          const reason = refusalOf(body as never);
          if (reason !== undefined) refusals.push(reason);
          if (reason !== undefined) return { status: 400, text: reason };
          if (JSON.stringify(body.messages).length > MOST) return STEPS['too long']!;
          return STEPS[plan.shift() ?? 'words']!;
        });
        const settings = { api, url: server.url, name: 'm', maxTokens: 100 };
        const wire = api === 'anthropic' ? anthropic(settings) : openAi(settings);
        const chat = openChat({ manager, model: fitToService(wire, serviceRules({ api, url })) });
        for (const { message: text, steps, isStopped } of turns) {
          plan = [...steps];
          for await (const event of chat.send(text)) if (isStopped && event.type === 'call') break;
        }
        plan = [];
        const events = [];
        for await (const event of chat.send('plain')) events.push(event);
        await server.close();
        expect(refusals.filter((reason) => !reason.startsWith('Extra inputs'))).toEqual([]);
        expect(events.at(-1)).toEqual({ type: 'end', reason: 'done' });
        expect(events.map((event) => (event.type === 'text' ? event.text : '')).join('')).toBe(
          'Fine.',
        );
      }),
      { numRuns: 15 },
    );
  },
  60_000,
);
