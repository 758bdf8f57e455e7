import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { type ChatStep, openChat } from '../../src/agent.js';
import { defineProvider, prompt, resource, tool } from '../../src/index.js';
import { clientManager, passwordSignIn, readServers } from '../../src/remote.js';
import type { Script } from '../../src/testing/fakes/model-server.js';
import { httpServer } from '../serving/provider-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { scripted } from './harness.js';
import { passwordServer } from './password-server.js';

const notes = () =>
  defineProvider({
    name: 'notes',
    version: '1.0.0',
    tools: [
      tool({
        name: 'delete_note',
        description: 'Delete a note.',
        input: z.object({ id: z.string() }),
        run: async ({ id }, { principal }) => `Deleted ${id} of ${principal.userId}.`,
      }),
    ],
    resources: [
      resource({
        name: 'rules',
        uri: 'notes://rules',
        mimeType: 'text/plain',
        read: async () => 'Notes end with a full stop.',
      }),
    ],
    prompts: [
      prompt({
        name: 'tidy',
        description: 'Tidy up.',
        args: z.object({ topic: z.string() }),
        render: ({ topic }) => `Tidy up the notes about ${topic}.`,
      }),
    ],
  });

const sky = defineProvider({ name: 'sky', version: '1.0.0' });
sky.tool({
  name: 'forecast',
  description: 'Tell the weather.',
  input: z.object({}),
  annotations: { readOnlyHint: true },
  run: async () => 'Sun.',
});

function file(config: unknown): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return join(folder, 'config.json');
}

async function chatWith(config: unknown, script: Script, confirm?: () => Promise<boolean>) {
  const servers = await readServers(file(config), { NOTES_PASSWORD: 'correct horse' });
  const manager = clientManager(servers, { contextTools: true });
  onTestFinished(() => manager.close());
  const { model, server } = await scripted('openai', script);
  const chat = openChat({ manager, model, ...(confirm && { confirm }) });
  const steps: ChatStep[] = [];
  const say = async (message: string) => {
    for await (const step of chat.send(message)) steps.push(step);
    return steps.flatMap((step) => (step.type === 'result' ? [step.text] : []));
  };
  return { chat, say, steps, model: server };
}

const PRIVATE = (url: string) => ({
  transport: 'httpstream',
  'httpstream-url': url,
  name: 'notes',
  description: 'Notes.',
  auth: { required: true, post_body: { username: 'ann', password: '${NOTES_PASSWORD}' } },
});

it('chats with several servers of a config.json, signs in with a password, and reads resources and prompts', async () => {
  const secured = await passwordServer(notes());
  const config = {
    app_name: 'test',
    mcp_servers: {
      notes: PRIVATE(secured.url),
      sky: { url: await httpServer(sky) },
      gone: { url: 'http://127.0.0.1:9/mcp' },
      off: { command: 'no-such-program', disabled: true, env: { TOKEN: '${UNSET}' } },
    },
  };
  const { say, steps, chat, model } = await chatWith(config, [
    {
      calls: [
        { name: 'list_resources_and_prompts', args: {} },
        { name: 'read_resource', args: { server: 'notes', uri: 'notes://rules' } },
        {
          name: 'get_prompt',
          args: { server: 'notes', name: 'tidy', arguments: { topic: 'tea' } },
        },
        { name: 'forecast', args: {} },
        { name: 'read_resource', args: { server: 'none', uri: 'notes://rules' } },
        { name: 'delete_note', args: { id: '7' } },
      ],
    },
    { text: 'Done.' },
  ]);
  await say('Tidy up.');
  const results = chat.history.flatMap((each) => (each.role === 'tools' ? each.results : []));
  const [listed, resourceText, promptText, forecast, unknown, deleted] = results.map(
    ({ text }) => text,
  );
  expect(listed).toContain('notes://rules');
  expect(resourceText).toContain('Notes end with a full stop.');
  expect(promptText).toContain('Tidy up the notes about tea.');
  expect(forecast).toContain('Sun.');
  expect(unknown).toContain('There is no server "none". Servers: notes');
  expect(deleted).toContain('declined');
  expect(steps[0]).toMatchObject({ type: 'unavailable', server: 'gone' });
  expect(steps.at(-1)).toEqual({ type: 'end', reason: 'done' });
  expect(JSON.stringify([steps, chat.history])).not.toContain('correct horse');
  expect(model.requests[0]?.tools).toContain('forecast');
  expect(secured).toMatchObject({ shown: ['/authorize', '/login'], issued: 1 });
});

it('makes a call that may delete if the user confirms it, and goes on with the conversation', async () => {
  const { url } = await passwordServer(notes());
  const script: Script = [
    { calls: [{ name: 'delete_note', args: { id: '7' } }] },
    { text: 'Deleted.' },
    { text: 'Yes.' },
  ];
  const { say, chat, steps } = await chatWith(
    { mcpServers: { notes: PRIVATE(url) } },
    script,
    async () => true,
  );
  expect(await say('Delete 7.')).toEqual([expect.stringMatching(/^Deleted 7 of .*\|ann\.$/)]);
  await say('Is it gone?');
  expect(chat.history.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'tools',
    'assistant',
    'user',
    'assistant',
  ]);
  expect(steps.filter(({ type }) => type === 'end')).toHaveLength(2);
});

it('has tools that appear during a response', async () => {
  const shop = defineProvider({
    name: 'shop',
    version: '1.0.0',
    capabilities: { tools: { listChanged: true } },
  });
  const added = {
    description: 'A tool.',
    input: z.object({}),
    annotations: { readOnlyHint: true },
  };
  shop.tool({
    ...added,
    name: 'open_shop',
    run: async () => {
      shop.tool({ ...added, name: 'sell', run: async () => 'Sold.' });
      return 'Open.';
    },
  });
  const { say } = await chatWith({ mcpServers: { shop: { url: await httpServer(shop) } } }, [
    { calls: [{ name: 'open_shop', args: {} }] },
    { calls: [{ name: 'sell', args: {} }] },
    { text: 'Done.' },
  ]);
  expect(await say('Sell.')).toEqual(['Open.', 'Sold.']);
});

it('leaving the loop ends the response; a second message waits for its turn', async () => {
  const config = { mcpServers: { sky: { url: await httpServer(sky) } } };
  const { chat } = await chatWith(config, [
    { text: 'A long response.', gapMs: 50 },
    { text: 'Hi.' },
  ]);
  for await (const { type } of chat.send('Talk.')) {
    expect(type).toBe('text');
    await expect(chat.send('More.').next()).rejects.toThrow('A response is in progress');
    break;
  }
  let last: ChatStep | undefined;
  for await (const step of chat.send('Hello.')) last = step;
  expect(last).toEqual({ type: 'end', reason: 'done' });
});

it('a sign-in with a password is repeated before the token ends, and shows the password to no other server', async () => {
  const server = await passwordServer(notes());
  const signIn = (password: string) => passwordSignIn(server.url, { username: 'ann', password });
  await expect(signIn('wrong')()).rejects.toThrow('does not accept the sign-in (status 401)');
  server.tokenSeconds = 0;
  const token = signIn('correct horse');
  expect(await token()).not.toBe(await token());
  server.tokenSeconds = 3_600;
  const lasting = signIn('correct horse');
  const before = server.issued;
  const all = await Promise.all(Array.from({ length: 20 }, () => lasting('ann')));
  expect([new Set(all).size, server.issued]).toEqual([1, before + 1]);
  expect(await lasting('ann', all[0])).toBe(all[0]); // so new that another one would be refused, too
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  onTestFinished(() => void vi.useRealTimers());
  const refused = await Promise.all(Array.from({ length: 5 }, () => lasting('ann', all[0])));
  expect([new Set(refused).size, refused[0] === all[0], server.issued]).toEqual([
    1,
    false,
    before + 2,
  ]);
  server.other = 'https://elsewhere.example/login';
  await expect(signIn('correct horse')()).rejects.toThrow(
    'leads to another server, elsewhere.example',
  );
});

it.each([
  [
    { mcpServers: { notes: { url: 'https://x.dev/mcp', headers: { 'X-Key': '${UNSET}' } } } },
    '"notes" needs ${UNSET}, which is not set',
  ],
  [{ mcpServers: { notes: {} } }, '"notes" needs "url" or "command"'],
  [{}, 'it needs "mcpServers"'],
  [{ servers: 7 }, 'at servers'],
  [
    { mcpServers: { notes: { command: 'npx', args: 'notes' } } },
    /"notes" is not a server[^]*at args/,
  ],
])('refuses %j', async (config, message) => {
  await expect(readServers(file(config), {})).rejects.toThrow(message);
});
