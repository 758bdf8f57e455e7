import { describe, expect, it } from 'vitest';
import type { TurnEvent } from '../../src/agent/events.js';
import { DEFAULT_LIMITS } from '../../src/agent/limits.js';
import { APIS, ask } from './harness.js';

describe.each(APIS)('a turn over %s', (api) => {
  it('carries out reads in parallel, and gives each call its own result', async () => {
    const calls = ['Rome', 'Oslo', 'Bern'].map((city) => ({
      name: 'weather',
      args: { city, delay_ms: 50 },
    }));
    const { end, text, deeds, server } = await ask(api, [
      { text: 'Let me look.', calls },
      { text: 'All dry.' },
    ]);
    expect(end).toBe('done');
    expect(text).toBe('Let me look.All dry.');
    expect(deeds.atOnce).toBe(3);
    expect(server.requests[1]?.results).toEqual(
      ['Rome', 'Oslo', 'Bern'].map(
        (city) => expect.stringContaining(`\n${city}: 21 degrees, dry\n</data `) as string,
      ),
    );
  });

  it('tells the model of wrong arguments, of arguments that are no JSON and of unknown tools', async () => {
    const calls = [
      { name: 'weather', args: { city: 5 } },
      { name: 'weather', args: '{"city": "Ro' },
      { name: 'forecast', args: {} },
    ];
    const { end, results, server } = await ask(api, [{ calls }, { text: 'Sorry.' }]);
    expect(end).toBe('done');
    expect(results.every(({ failed }) => failed)).toBe(true);
    const seen = server.requests[1]?.results ?? [];
    expect(seen[0]).toMatch(/city/);
    expect(seen[1]).toBe('The arguments are not a JSON object.');
    expect(seen[2]).toMatch(/Unknown tool "forecast"\. Tools: weather, /);
  });

  it('ends with a refusal of the model', async () => {
    const { end, text } = await ask(api, [{ refusal: 'I will not do that.' }]);
    expect([end, text]).toEqual(['refused', 'I will not do that.']);
  });

  it('says that a stream broke, and keeps a history that can be sent again', async () => {
    const { end, history } = await ask(api, [
      { text: 'A long answer that breaks off', breakAfter: 5 },
    ]);
    expect(end).toMatchObject({ name: 'ModelError', fault: 'broken' });
    expect(history.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(history[1]).toMatchObject({
      text: expect.stringMatching(/ \[incomplete\]$/) as unknown,
      calls: [],
    });
  });

  it('waits as long as a busy service wants, and not for a wrong key', async () => {
    const { end, events, server } = await ask(api, [
      { status: 429, retryAfter: 0.05 },
      { text: 'Now.' },
    ]);
    expect(end).toBe('done');
    expect(events[0]).toEqual({ type: 'retry', seconds: 0.05 });
    expect(server.requests).toHaveLength(2);
    const refused = await ask(api, [{ status: 401, text: 'Incorrect API key: sk-secret' }]);
    expect(refused.end).toMatchObject({
      fault: 'unauthorized',
      message: expect.not.stringContaining('sk-') as unknown,
    });
    expect(refused.server.requests).toHaveLength(1);
  });

  it('cuts a huge result, with a notice', async () => {
    const { results, server } = await ask(api, [
      { calls: [{ name: 'export_all', args: {} }] },
      { text: 'Much.' },
    ]);
    const [seen = ''] = server.requests[1]?.results ?? [];
    expect(seen.length).toBeLessThan(20_200);
    expect(seen).toMatch(/\[Cut: the first \d+ of 1400000 characters\./);
    expect(seen).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    expect(results[0]?.missing).toBeGreaterThan(1_300_000);
  });

  it('does not ask for less, or for the call again, after a write', async () => {
    const script = [{ calls: [{ name: 'add_note', args: { text: 'Milk' } }] }, { text: 'Done.' }];
    const limits = { ...DEFAULT_LIMITS, resultChars: 3 };
    const { results } = await ask(api, script, { limits });
    expect(results[0]?.text).toBe(
      'Not\n[Cut: the first 3 of 7 characters. The server has responded: do not repeat the call.]',
    );
    const onEvent = ({ type }: TurnEvent) => {
      if (type === 'result') throw new Error('The program of the user has ended.');
    };
    const { history, deeds } = await ask(api, script, { onEvent });
    expect(deeds.notes).toBe(1);
    expect(history.at(-1)).toMatchObject({
      results: [{ text: expect.stringContaining('is not known whether the change') as string }],
    });
  });

  it('asks before destruction although a document says otherwise', async () => {
    const script = [
      { calls: [{ name: 'read_document', args: {} }] },
      { calls: [{ name: 'delete_all', args: { reason: 'confirmed' } }] },
      { text: 'I did not delete.' },
    ];
    const { asked, deeds, server } = await ask(api, script);
    expect(asked).toMatchObject([{ tool: 'delete_all', args: { reason: 'confirmed' } }]);
    expect(deeds.deleted).toBe(0);
    expect(server.requests[2]?.results.at(-1)).toMatch(/declined/);
  });

  it('ends the answer and the calls under way when it is cancelled', async () => {
    const control = new AbortController();
    const calls = ['Rome', 'Oslo'].map((city) => ({
      name: 'weather',
      args: { city, delay_ms: 60_000 },
    }));
    const { end, deeds, history } = await ask(api, [{ calls }], {
      signal: control.signal,
      onEvent: ({ type }) => type === 'call' && setTimeout(() => control.abort(), 50),
    });
    expect(end).toMatchObject({ name: 'AbortError' });
    await expect.poll(() => deeds.aborted).toBe(2);
    expect(history.at(-1)).toMatchObject({
      role: 'tools',
      results: [{ failed: true }, { failed: true }],
    });
    const silent = await ask(api, [{ text: 'late', delayMs: 60_000 }], {
      signal: AbortSignal.timeout(80),
    });
    expect(silent.end).toMatchObject({ name: 'TimeoutError' });
    await expect.poll(silent.server.abandoned).toBe(1);
  });

  it('stops after the last step, with no call left open', async () => {
    const calls = [{ name: 'weather', args: { city: 'Rome' } }];
    const { end, history } = await ask(api, [{ calls }], {
      limits: { ...DEFAULT_LIMITS, steps: 3 },
    });
    expect(end).toBe('steps');
    expect(history.at(-1)?.role).toBe('tools');
  });

  it('counts tokens, and leaves out a call that was cut', async () => {
    const { end, events, deeds } = await ask(api, [
      {
        calls: [{ name: 'add_note', args: '{"text":"half' }],
        ending: 'length',
        usage: { input: 7, output: 3 },
      },
    ]);
    expect(end).toBe('length');
    expect(events.at(-1)).toEqual({ type: 'usage', usage: { input: 7, output: 3, cached: 0 } });
    expect(deeds.notes).toBe(0);
  });
});
