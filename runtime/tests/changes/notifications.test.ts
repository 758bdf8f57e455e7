import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import * as previous from '../../src/v1.js';
import { callersFor } from '../callers.js';
import { httpServer, serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { roomsProvider } from './rooms.js';
import { clientOf } from './served.js';
import { watch } from './watcher.js';

const rows = [
  {
    side: 'v2, current clients',
    define: current.defineProvider,
    mode: 'auto' as const,
    sessions: false,
  },
  { side: 'v2, sessions', define: current.defineProvider, mode: 'legacy' as const, sessions: true },
  {
    side: 'v1, sessions',
    define: previous.defineProvider,
    mode: 'legacy' as const,
    sessions: true,
  },
].flatMap((row) => [row, { ...row, side: `${row.side}, at the one address`, path: '/mcp' }]);

type Define = typeof current.defineProvider;

const GENERAL = 'acme://rooms/general';
const write = (text: string) => ({
  name: 'write_room',
  arguments: { room_id: 'general', text },
});

describe.each<(typeof rows)[number] & { path?: string }>(rows)(
  '$side',
  ({ define, mode, sessions, path }) => {
    async function start() {
      const own = await httpServer(roomsProvider(define as Define), {
        sessions,
        verifier: namedCallers,
      });
      const url = path === undefined ? own : new URL(path, own).href;
      const [ada, eve] = [await clientOf('ada', url, mode), await clientOf('eve', url, mode)];
      return { ada, eve, adas: await watch(ada, GENERAL), eves: await watch(eve, GENERAL) };
    }

    it('tells of a resource, and of new ones, to their owner only', async () => {
      const { ada, eve, adas, eves } = await start();
      await ada.callTool(write('Hello'));
      await adas.expectNotices('resources', GENERAL);
      expect((await ada.listResources()).resources).toMatchObject([{ uri: GENERAL }]);
      await ada.callTool(write('Good bye'));
      await adas.expectNotices(GENERAL);
      await eve.callTool(write('Mine'));
      await eves.expectNotices('resources', GENERAL);
      expect(adas.notices).toEqual([]);
      expect((await ada.readResource({ uri: GENERAL })).contents).toMatchObject([
        { text: 'Good bye' },
      ]);
    });

    it('serves what is registered and removed meanwhile, and tells everyone', async () => {
      const { ada, eve, adas, eves } = await start();
      const names = async () => (await eve.listTools()).tools.map(({ name }) => name);
      expect(await names()).toEqual(['write_room', 'learn', 'once']);
      expect((await eve.listPrompts()).prompts).toEqual([]);
      await ada.callTool({ name: 'learn' });
      await eves.expectNotices('tools', 'prompts');
      await adas.expectNotices('tools', 'prompts');
      await ada.callTool({ name: 'once' });
      await eves.expectNotices('tools');
      expect(await names()).toEqual(['write_room', 'learn', 'greet']);
      expect(await eve.callTool({ name: 'greet' })).toMatchObject({ content: [{ text: 'Hello' }] });
      await expect(eve.callTool({ name: 'once' })).rejects.toThrow('Tool once not found');
      expect((await eve.listPrompts()).prompts).toEqual([
        { name: 'greeting', arguments: [{ name: 'who', required: true }] },
      ]);
      const { messages } = await eve.getPrompt({ name: 'greeting', arguments: { who: 'Ada' } });
      expect(messages).toMatchObject([{ content: { text: 'Greet Ada' } }]);
    });

    it('tells nothing of what a client has not asked for', async () => {
      const { ada, adas } = await start();
      await ada.callTool({ name: 'write_room', arguments: { room_id: 'other', text: 'Hello' } });
      await ada.callTool(write('Hello'));
      await adas.expectNotices('resources', 'resources', GENERAL);
    });

    // A stream that is left open is waited for longer than for the test.
    it('ends the streams of clients at once when it stops', { timeout: 60_000 }, async () => {
      const project = smallProject(roomsProvider(define as Define), { log: () => {} });
      const options = { sessions, verifier: namedCallers };
      const { endpoint, close } = await serveProvider(project, options);
      const ada = await clientOf('ada', endpoint, mode);
      const { subscription } = await watch(ada, GENERAL);
      await close(0, () => Infinity);
      if (subscription) expect(await subscription.closed).toBe('graceful');
    });
  },
);

it('limits the streams of a caller, and ends them with the token', async () => {
  const [limits, verifier] = [{ maxStreamsPerUser: 1 }, callersFor(3)];
  const url = await httpServer(roomsProvider(current.defineProvider), { limits, verifier });
  const ada = await clientOf('ada', url, 'auto');
  const { subscription } = await watch(ada, GENERAL);
  await expect(ada.listen({ toolsListChanged: true })).rejects.toThrow('Too many streams');
  await clientOf('eve', url, 'auto').then((eve) => watch(eve, GENERAL));
  expect(await subscription?.closed).toBe('remote');
});

it('cannot change without the capability', () => {
  const { tool, remove, notify, createServer } = current.defineProvider({
    name: 'small',
    version: '1.0.0',
  });
  const greet = { description: 'Greets.', input: z.object({}), run: async () => 'Hello' };
  const registered = tool({ ...greet, name: 'greet' });
  createServer(localPrincipal('ada'));
  expect(() => tool({ ...greet, name: 'wave' })).toThrow('capabilities.tools.listChanged');
  expect(() => remove(registered)).toThrow('capabilities.tools.listChanged');
  expect(() => notify.resourcesChanged()).toThrow('capabilities.resources.listChanged');
  expect(() => notify.resourceUpdated('acme://rooms/1')).toThrow(
    'capabilities.resources.subscribe',
  );
});
