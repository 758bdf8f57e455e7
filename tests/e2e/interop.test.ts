import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { gateway } from '../../runtime/src/gateway.js';
import { createHandler, toNodeHandler } from '../../runtime/src/http.js';
import { defineProvider, ToolError } from '../../runtime/src/index.js';
import { namedCallers } from '../../runtime/src/testing/callers/named-callers.js';
import { freePort } from '../../runtime/tests/servers/program.js';
import { httpServer } from '../../runtime/tests/serving/provider-server.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { succeed } from '../support/run.js';

const folder = temporaryFolder(afterAll);
afterAll(() => void vi.unstubAllEnvs());

const weather = defineProvider({ name: 'sky', version: '1.0.0' });
weather.tool({
  name: 'today',
  description: 'The weather of today.',
  input: z.object({ city: z.string() }),
  output: z.object({ city: z.string(), celsius: z.number() }),
  annotations: { readOnlyHint: true },
  run: async ({ city }) => ({ city, celsius: 12.5 }),
});

const notes = defineProvider({ name: 'book', version: '1.0.0' });
notes.tool({
  name: 'add',
  description: 'Add a note.',
  input: z.object({ text: z.string() }),
  run: async ({ text }) => `Added ${text}.`,
});
notes.tool({
  name: 'fail',
  description: 'Fail.',
  input: z.object({}),
  run: () => Promise.reject(new ToolError('The book is full.')),
});

/** The one address of a gateway with two servers. */
async function startGateway(): Promise<string> {
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  const servers = {
    weather: { url: await httpServer(weather) },
    notes: { url: await httpServer(notes) },
  };
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const handler = await createHandler(await gateway({ servers }), {
    url: origin,
    verifier: namedCallers,
  });
  const server = createServer(toNodeHandler(handler));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    await handler.close();
    server.closeAllConnections();
    server.close();
  });
  return `${origin}/mcp`;
}

const INTEROP = join(import.meta.dirname, '..', '..', 'bench', 'interop');
const LIBRARIES = ['ai-sdk', 'langchain', 'openai-agents', 'sdk-v1', 'sdk-v2', 'sdk-v2-legacy'];

it('libraries list and call the tools of two servers behind a gateway', async () => {
  cpSync(INTEROP, folder, { recursive: true });
  const installation = ['ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  await succeed('npm', installation, folder);
  expect(await found(folder, LIBRARIES)).toEqual(expected(LIBRARIES));
});

it('the Inspector lists and calls them on its command line', async () => {
  const own = temporaryFolder();
  for (const part of ['clients', 'gateway.mjs'])
    cpSync(join(INTEROP, part), join(own, part), { recursive: true });
  const { devDependencies } = JSON.parse(readFileSync(join(INTEROP, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const inspector = `@modelcontextprotocol/inspector@${devDependencies['@modelcontextprotocol/inspector']}`;
  const installation = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ];
  await succeed('npm', [...installation, inspector], own);
  expect(await found(own, ['inspector'])).toEqual(expected(['inspector']));
});

/** What clients find behind a gateway, each by its name. */
async function found(at: string, clients: readonly string[]): Promise<object> {
  const words = [join(at, 'gateway.mjs'), await startGateway(), 'ann', ...clients];
  return JSON.parse(await succeed(process.execPath, words, at)) as object;
}

const expected = (clients: readonly string[]) =>
  Object.fromEntries(
    clients.map((name) => [
      name,
      {
        names: ['notes_add', 'notes_fail', 'weather_today'],
        structured: expect.stringMatching(/Oslo.*12\.5/) as string,
        text: expect.stringContaining('Added Ü.') as string,
        error: expect.stringContaining('The book is full.') as string,
      },
    ]),
  );
