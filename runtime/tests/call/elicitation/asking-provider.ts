import * as z from 'zod';
import type * as current from '../../../src/index.js';
import { ask, canAsk, once, openUrl, RefusedError } from '../../../src/index.js';
import { addTools } from '../../add-tools.js';

/** Only a refusal: all else ends the round or the call. */
function refusal(error: unknown): string {
  if (error instanceof RefusedError) return error.action;
  throw error;
}

/** A provider whose tools ask, and what they have done. */
export function askingProvider(define: typeof current.defineProvider) {
  const done: string[] = [];
  const defined = define({ name: 'small', version: '1.0.0' });
  const { tool, resource, prompt } = defined;
  tool({
    name: 'delete_room',
    description: 'Deletes a room.',
    input: z.object({ room_id: z.string() }),
    confirm: ({ room_id }) => `Delete room ${room_id}?`,
    run: async ({ room_id }) => void done.push(`deleted ${room_id}`),
  });
  tool({
    name: 'echo',
    description: 'Says what it is told.',
    input: z.object({ index: z.int() }),
    run: async ({ index }) => `echo ${index}`,
  });
  addTools(defined, {
    async book(context) {
      const draft = await once(context, 'draft', async () => `draft ${done.push('drafted')}`);
      await once(context, '__proto__', async () => void done.push('kept'));
      const team = z.object({ team: z.enum(['red', 'blue']) });
      const first = await ask(context, 'Which team?', team);
      const meals = { items: { anyOf: [{ const: 'v', title: 'Vegetarian' }] } };
      const seats = z.object({
        seats: z.int().min(1),
        beside: z.uuid().optional(),
        meals: z.array(z.string()).optional().meta(meals),
      });
      const second = await ask(context, 'How many?', seats);
      return `${draft}: ${first.team} ${second.seats}`;
    },
    async pay(context) {
      await openUrl(context, 'https://pay.example.com/1', 'Pay here.');
      return 'The page is open.';
    },
    /** Goes on without an answer. */
    async careful(context) {
      if (!canAsk(context)) return 'nobody to ask';
      try {
        return (await ask(context, 'Name?', z.object({ name: z.string() }))).name;
      } catch (error) {
        return error instanceof RefusedError ? `refused: ${error.action}` : 'swallowed';
      }
    },
    /** Asks another question after a refusal. */
    async insistent(context) {
      const answers: string[] = [];
      for (const question of ['First?', 'Second?']) {
        const asked = ask(context, question, z.object({ value: z.string() }));
        answers.push(await asked.then(({ value }) => value, refusal));
      }
      return answers.join(', ');
    },
    /** Asks for what no form has. */
    nested_form: (context) =>
      Promise.any(
        [z.object({}), z.array(z.string())].map((place) =>
          ask(context, 'Where?', z.object({ place })),
        ),
      ),
  });
  resource({
    name: 'secret',
    uri: 'files://secret',
    mimeType: 'text/plain',
    read: async (_variables, context) =>
      (await ask(context, 'Which?', z.object({ which: z.string() }))).which,
  });
  prompt({
    name: 'greet',
    args: z.object({}),
    render: async (_args, context) =>
      (await ask(context, 'Who?', z.object({ who: z.string() }))).who,
  });
  return { defined, done };
}
