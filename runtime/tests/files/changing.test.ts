import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElicitResult } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { call, resultOf, serve } from './serving.js';

/** A client of a user who responds to each question like this, with a file "a.txt". */
async function asked(
  response?: ElicitResult['action'],
  confirm = true,
  onQuestion: () => void = () => {},
) {
  const { root, client } = await serve({ confirm });
  const ann = await client('ann', 'auto', response && { form: {} });
  const questions: string[] = [];
  if (response)
    ann.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      onQuestion();
      return { action: response, content: {} };
    });
  await call(ann, 'write_file', { name: 'a.txt', content: 'a' });
  return { ann, questions, root };
}

const changes = [
  {
    tool: 'write_file',
    args: { name: 'a.txt', content: 'b', overwrite: true },
    question: /^Replace the content of "a.txt", last changed \d{4}-\d\d-\d\dT[\d:.]+Z\?$/,
    after: 'b',
  },
  {
    tool: 'delete_file',
    args: { name: 'a.txt' },
    question: /^Delete "a.txt"\? This cannot be undone\.$/,
    after: undefined,
  },
];

describe.each(changes)('$tool', ({ tool, args, question, after }) => {
  const contentOf = async (client: Parameters<typeof resultOf>[0]) =>
    ((await resultOf(client, 'read_file', { name: 'a.txt' })) as { text?: string }).text;

  it('runs after the person has confirmed', async () => {
    const { ann, questions } = await asked('accept');
    expect((await call(ann, tool, args)).isError).toBeFalsy();
    expect(questions).toEqual([expect.stringMatching(question)]);
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

describe.each([true, false])('where the person is asked: %s', (confirm) => {
  const changedBy = async (root: string) => {
    const [own = ''] = readdirSync(root);
    writeFileSync(join(root, own, 'a.txt'), 'of another program');
  };
  const write = (version?: string) => ({
    name: 'a.txt',
    content: 'b',
    ...(version === undefined ? { overwrite: true } : { version }),
  });

  it('a file that was changed after it was read is not replaced', async () => {
    const { ann, root, questions } = await asked('accept', confirm);
    const { version } = (await resultOf(ann, 'read_file', { name: 'a.txt' })) as {
      version: string;
    };
    await changedBy(root);
    const refused = await call(ann, 'write_file', write(version));
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('changed or removed since') as string }],
    });
    expect(questions).toEqual([]);
    const read = (await resultOf(ann, 'read_file', { name: 'a.txt' })) as typeof refused;
    expect(read).toMatchObject({ text: 'of another program' });
    const again = await call(ann, 'write_file', write(String(read.version)));
    expect(again.isError).toBeFalsy();
  });
});

it('a file that is changed while the person is asked is not replaced unasked', async () => {
  const { ann, root, questions } = await asked('accept', true, () => {
    const [own = ''] = readdirSync(root);
    if (questions.length === 1) writeFileSync(join(root, own, 'a.txt'), 'of another program');
  });
  const { isError } = await call(ann, 'write_file', {
    name: 'a.txt',
    content: 'b',
    overwrite: true,
  });
  expect(isError === true || questions.length === 2).toBe(true);
  expect(new Set(questions).size).toBe(questions.length);
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
