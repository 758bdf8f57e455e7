import { expect, it } from 'vitest';
import { noAuth } from '../../src/auth/no-auth.js';
import { defineProvider } from '../../src/index.js';
import { remoteServer, serveRemote } from '../../src/remote.js';
import { askingProvider } from '../call/elicitation/asking-provider.js';
import { asks, catalogOf } from '../remote/gateway.js';
import { httpServer } from '../serving/provider-server.js';
import { moduleOf } from '../small-project.js';
import { startAgent, textIn } from './agent-server.js';

/** An agent whose provider "rooms" is another server, which asks "Delete room 7?" during the call of "delete_room". */
async function start(confirm?: string) {
  const { defined, done } = askingProvider(defineProvider);
  const server = await httpServer(defined);
  const { tools = [] } = await catalogOf(server);
  const load = async () => {
    const provider = defineProvider({ name: 'rooms', version: '1.0.0' });
    const confirmed = tools.map((tool) => ({ ...tool, ...(confirm !== undefined && { confirm }) }));
    serveRemote(remoteServer('rooms', noAuth()), { tools: confirmed }, provider);
    return moduleOf(provider);
  };
  const entry = `{ kind: mcp, name: Rooms, description: Rooms., auth: none, server: ${JSON.stringify(server)} }`;
  const script = [{ calls: [{ name: 'delete_room', args: { room_id: '7' } }] }, { text: 'Well.' }];
  const agent = await startAgent(script, { more: { name: 'rooms', entry, load } });
  const first = await agent.chat('ann', { message: 'Delete room 7' });
  const [call] = first.find(({ event }) => event === 'approval')?.data.calls as { id: string }[];
  return { ...agent, done, approve: () => agent.chat('ann', { decisions: { [call!.id]: 'yes' } }) };
}

const formsIn = (events: Awaited<ReturnType<Awaited<ReturnType<typeof start>>['approve']>>) =>
  events.filter(({ event }) => event === 'form').map(({ data }) => data);

it.each([
  { what: 'and that alone', confirm: undefined },
  { what: 'and a confirmation of the project', confirm: 'Delete it?' },
])('consent to a call answers no question of its server: $what', async ({ confirm }) => {
  const { approve, chat, done } = await start(confirm);
  const asked = await approve();
  expect(formsIn(asked)).toMatchObject([{ tool: 'delete_room', message: asks('Delete room 7?') }]);
  expect(done).toEqual([]);
  const [form] = formsIn(asked);
  const forms = { [String(form?.id)]: { action: 'accept', content: {} } };
  expect(textIn(await chat('ann', { forms }))).toBe('Well.');
  expect(done).toEqual(['deleted 7']);
});
