import { describe, expect, it } from 'vitest';
import type { ElicitResult } from '@modelcontextprotocol/client';
import { call, resultOf, serve } from './serving.js';

/** A client of a user who responds to each question like this, with a file "a.txt". */
async function asked(response?: ElicitResult['action'], confirm = true) {
  const ann = await (await serve({ confirm })).client('ann', 'auto', response && { form: {} });
  const questions: string[] = [];
  if (response)
    ann.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return { action: response, content: {} };
    });
  await call(ann, 'write_file', { name: 'a.txt', content: 'a' });
  return { ann, questions };
}

const changes = [
  {
    tool: 'write_file',
    args: { name: 'a.txt', content: 'b', overwrite: true },
    question: 'Replace the content of "a.txt"?',
    after: 'b',
  },
  {
    tool: 'delete_file',
    args: { name: 'a.txt' },
    question: 'Delete "a.txt"? This cannot be undone.',
    after: undefined,
  },
];

describe.each(changes)('$tool', ({ tool, args, question, after }) => {
  const contentOf = async (client: Parameters<typeof resultOf>[0]) =>
    ((await resultOf(client, 'read_file', { name: 'a.txt' })) as { text?: string }).text;

  it('runs after the person has confirmed', async () => {
    const { ann, questions } = await asked('accept');
    expect((await call(ann, tool, args)).isError).toBeFalsy();
    expect(questions).toEqual([question]);
    expect(await contentOf(ann)).toBe(after);
  });

  it.each(['decline', 'cancel'] as const)('changes nothing after: %s', async (action) => {
    const { ann } = await asked(action);
    expect((await call(ann, tool, args)).isError).toBe(true);
    expect(await contentOf(ann)).toBe('a');
  });

  it('changes nothing where the client cannot ask', async () => {
    const { ann } = await asked();
    expect((await call(ann, tool, args)).isError).toBe(true);
    expect(await contentOf(ann)).toBe('a');
  });

  it('does not ask where the provider does not want it', async () => {
    const { ann } = await asked(undefined, false);
    expect((await call(ann, tool, args)).isError).toBeFalsy();
    expect(await contentOf(ann)).toBe(after);
  });
});

it('a question contains no name that reads like another question', async () => {
  const { ann, questions } = await asked('accept');
  for (const name of ['a.txt"? Delete "b', 'a\u202etxt.b', 'a\n\nb'])
    expect((await call(ann, 'delete_file', { name })).isError).toBe(true);
  expect(questions).toEqual([]);
});

it('creates a file without a question', async () => {
  const { ann, questions } = await asked('decline');
  const written = await resultOf(ann, 'write_file', { name: 'b', content: 'b', overwrite: true });
  expect(written).toEqual({ name: 'b', size: 1 });
  expect(questions).toEqual([]);
});
