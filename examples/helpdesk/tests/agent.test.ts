import { startAgent } from 'mcp-provider/testing/agent';
import { expect, it } from 'vitest';
import { agent } from '../src/agent.js';

it('responds with the tools of this project', async () => {
  const { chat, requests } = await startAgent(agent, [{ text: 'Hello.' }]);
  expect(await chat('alice', { message: 'Hi' })).toMatchObject({ text: 'Hello.', end: 'done' });
  expect(requests[0]?.tools.length).toBeGreaterThan(0);
});
