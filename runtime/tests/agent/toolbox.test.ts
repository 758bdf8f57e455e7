import { describe, expect, it } from 'vitest';
import { callTool } from '../../src/agent/calls.js';
import { toolbox } from '../../src/agent/toolbox.js';
import { fixtureClient } from './harness.js';

it('gives tools of several servers names that differ and that services accept', async () => {
  const one = await fixtureClient();
  const other = await fixtureClient();
  await Promise.all([one.connect(), other.connect()]);
  const tools = await toolbox([
    { name: 'one', client: one.client },
    { name: 'the.other', client: other.client },
  ]);
  expect([...tools.keys()]).toContain('one__weather');
  expect([...tools.keys()]).toContain('the_other__weather');
  expect([...tools.keys()].every((name) => /^[\w-]{1,64}$/.test(name))).toBe(true);
});

describe.each([['legacy'], [{ pin: '2026-07-28' }]] as const)('protocol %o', (mode) => {
  it('shows questions of the server to the user', async () => {
    const { client, connect } = await fixtureClient(mode);
    client.setRequestHandler('elicitation/create', () => ({
      action: 'accept',
      content: { guests: 4, smoking: false },
    }));
    await connect();
    const tool = (await toolbox([{ name: 'fixture', client }])).get('book_table')!;
    const { signal } = new AbortController();
    const progress: string[] = [];
    const onProgress = (text: string) => void progress.push(text);
    const outcome = await callTool(
      tool,
      { day: 'Friday' },
      { id: 'c', signal, interactive: true, onProgress },
    );
    expect([outcome, progress]).toEqual([{ text: 'Booked for 4 on Friday.', failed: false }, []]);
  });
});
