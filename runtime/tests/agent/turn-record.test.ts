import { expect, it } from 'vitest';
import { closeProject, projectOf } from '../../src/project/project.js';
import type { Step } from '../../src/testing/fakes/model-server.js';
import { startAgent } from './agent-server.js';

/** That of `tests/setup.ts`. */
closeProject(projectOf('chat'));

const list: Step = { calls: [{ name: 'notes__list', args: {} }], usage: { input: 70, output: 5 } };
const SECRET = 'a-private-sentence';

it.each<[string, Step[], object, string]>([
  [
    'done',
    [list, { text: SECRET, usage: { input: 90, output: 6 } }],
    { level: 'info', input: 160, output: 11, calls: 1 },
    'mcp_agent_tokens_total{api="openai",direction="input"} 160',
  ],
  [
    'waiting',
    [{ calls: [{ name: 'delete_all', args: {} }] }],
    { level: 'info', calls: 0 },
    'mcp_agent_turn_duration_seconds_count{api="openai",outcome="waiting"} 1',
  ],
  [
    'failed',
    [{ status: 401 }],
    { level: 'error', input: 0, output: 0, error: { name: 'ModelError' } },
    'mcp_agent_turn_duration_seconds_count{api="openai",outcome="failed"} 1',
  ],
])(
  'a turn that is %s has one line in the log and one count in the metrics',
  async (outcome, script, line, metric) => {
    const { send, lines, metrics } = await startAgent(script);
    const response = await send('ann', { message: SECRET }, { headers: { 'x-request-id': 'r-1' } });
    await response.text();
    const turns = lines.filter(({ message }) => message === 'turn');
    expect(turns).toMatchObject([{ ...line, request: 'r-1', api: 'openai', outcome }]);
    const calls = lines.filter(({ message }) => message === 'call');
    expect(calls.every(({ request }) => request === 'r-1')).toBe(true);
    const counted = await metrics.text();
    expect(counted).toContain(metric);
    expect(JSON.stringify(turns) + counted).not.toMatch(
      /a-private-sentence|issuer\.example|notes__list/,
    );
  },
);

it('a turn over the limit of an hour is counted', async () => {
  const { chat, send, metrics } = await startAgent([{ text: 'Hello.' }], {
    limits: { turnsPerHour: 1 },
  });
  await chat('ann', { message: 'hi' });
  expect((await send('ann', { message: 'hi' })).status).toBe(429);
  expect(await metrics.text()).toContain('mcp_limits_hit_total{status="429"} 1');
});
