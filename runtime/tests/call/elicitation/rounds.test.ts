import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rounds, RoundState, SuspendedCallError } from '../../../src/call/elicitation/rounds.js';

it('a step that is requested twice at the same time runs once', async () => {
  const rounds = new Rounds({ can: () => ({ form: true, url: true }), call: ['book', {}] });
  let drafts = 0;
  const draft = () => rounds.once('draft', async () => ++drafts);
  expect(await Promise.all([draft(), draft(), draft()])).toEqual([1, 1, 1]);
  expect(await draft()).toBe(1);
  expect(rounds.memory.done).toEqual([{ key: 'draft', value: 1 }]);
});

it('a step that has failed runs again', async () => {
  const rounds = new Rounds({ can: () => ({ form: true, url: true }), call: ['book', {}] });
  await expect(rounds.once('draft', () => Promise.reject(new Error('down')))).rejects.toThrow(
    'down',
  );
  expect(await rounds.once('draft', async () => 'done')).toBe('done');
});

it('a call runs each of its steps once, in however many requests its questions are answered', async () => {
  const part = fc.record({
    does: fc.constantFrom('asks', 'confirms', 'asks twice', 'runs', 'runs twice'),
    key: fc.constantFrom('draft', 'call_1', '__proto__', 'toString'),
  });
  type Parts = (typeof part extends fc.Arbitrary<infer Part> ? Part : never)[];
  const form = { type: 'object', properties: {} } as never;
  const accepted = { action: 'accept', content: { value: 'yes' } };
  /** @param answered which of the open questions the client answers with its next request; later, all */
  const holds = async (parts: Parts, answered: readonly boolean[]) => {
    const ran: string[] = [];
    async function code(rounds: Rounds) {
      for (const { does, key } of parts) {
        const step = does.startsWith('runs')
          ? () => rounds.once(key, async () => ran.push(key))
          : () =>
              rounds.put(
                { message: key, form, ...(does === 'confirms' && { isConfirmation: true }) },
                (content) => (content as { value?: unknown }).value,
                false,
              );
        await Promise.all(does.endsWith('twice') ? [step(), step()] : [step()]);
      }
      return 'done';
    }
    const round = { can: () => ({ form: true, url: true }), call: ['book', {}] };
    let memory: RoundState | undefined;
    let responses: Record<string, unknown> = {};
    const next = answered.values();
    for (let left = 2 * parts.length + answered.length + 1; ; left--) {
      const rounds = new Rounds({ ...round, memory, responses });
      const outcome = await code(rounds).catch((error: unknown) => error);
      if (outcome === 'done') break;
      expect(outcome).toBeInstanceOf(SuspendedCallError);
      expect(left).toBeGreaterThan(1);
      await new Promise(setImmediate);
      memory = RoundState.parse(JSON.parse(JSON.stringify(rounds.memory))); // another instance takes the next request
      const keys = [...rounds.open.keys()].filter(() => next.next().value ?? true);
      responses = Object.fromEntries(keys.map((key) => [key, accepted]));
    }
    const keys = parts.filter(({ does }) => does.startsWith('runs')).map(({ key }) => key);
    expect(ran.toSorted()).toEqual([...new Set(keys)].toSorted());
  };
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), fc.array(fc.boolean()), holds),
  );
});
