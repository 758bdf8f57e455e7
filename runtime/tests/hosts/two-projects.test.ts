import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { apiClient } from '../../src/api.js';
import { bearerAuth } from '../../src/auth.js';
import { connect } from '../../src/client.js';
import { createHandler, endProject, type Handler, openProject } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { configWith, projectFolder } from '../small-project.js';

/** The files of a generated provider. */
function generated() {
  const provider = defineProvider({ name: 'desk', version: '1.0.0' });
  const auth = bearerAuth('desk', { token: 'DESK_TOKEN' });
  const callApi = apiClient('desk', auth);
  provider.tool({
    name: 'get_ticket',
    description: 'Get a ticket.',
    input: z.object({ id: z.int() }),
    run: async ({ id }, context) => {
      const path = id % 2 ? '/tickets/odd' : '/tickets/even';
      return (await callApi({ method: 'GET', path }, context)).body;
    },
  });
  return provider;
}

async function api(company: string) {
  const server = await startApi();
  onTestFinished(server.close);
  server.answerAlways({ body: company });
  return server;
}

/** A project with its own API, token and log; and a handler of its provider. */
async function served(company: string) {
  const server = await api(company);
  const lines: LogLine[] = [];
  const config = configWith('desk').replace('https://api.example.com', server.url);
  const project = openProject(projectFolder(config), {
    env: { DESK_TOKEN: `token-of-${company}` },
    log: (line) => lines.push(line),
  });
  const handler = createHandler(generated(), { project });
  onTestFinished(async () => {
    await handler.close();
    await endProject(project);
  });
  return { server, handler, lines };
}

async function call({ fetch }: Handler, id: number): Promise<string> {
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'get_ticket', arguments: { id } },
    }),
  });
  return (await fetch(request, { peer: '127.0.0.1' })).text();
}

it('two projects in one process have a provider of the same name', async () => {
  const companies = ['acme', 'globex'];
  const sides = await Promise.all(companies.map(served));
  const calls = [1, 2, 3, 4, 5, 6].flatMap((id) => sides.map(({ handler }) => call(handler, id)));
  const texts = await Promise.all(calls);
  for (const [index, text] of texts.entries()) expect(text).toContain(companies[index % 2]);
  for (const [index, { server, lines }] of sides.entries()) {
    const tokens = server.requests.map(({ headers }) => headers.authorization);
    expect(tokens).toEqual(Array(6).fill(`Bearer token-of-${companies[index]}`));
    expect(lines.map((line) => line.tool)).toEqual(Array(6).fill('get_ticket'));
  }
});

it('a handler of a provider in code has the settings that runServer has', async () => {
  const lines: LogLine[] = [];
  const failing = tool({
    name: 'get_ticket',
    description: 'Get a ticket.',
    input: z.object({ id: z.int() }),
    run: async () => {
      throw new Error('The desk is closed.');
    },
  });
  const provider = defineProvider({ name: 'desk', version: '1.0.0', tools: [failing] });
  const events: unknown[] = [];
  const handler = createHandler(provider, {
    log: (line) => lines.push(line),
    metrics: { record: (event) => void events.push(event), text: async () => '', contentType: '' },
  });
  await call(handler, 1);
  expect(JSON.stringify(lines)).toContain('The desk is closed.');
  expect(events).toMatchObject([{ type: 'call', provider: 'desk', outcome: 'failed' }]);
  await handler.close();
});

it.each([
  ['log', () => createHandler(generated(), { log: () => {} })],
  ['project', (project) => createHandler(defineProvider({ name: 'desk', tools: [] }), { project })],
  ['env', (project) => createHandler(generated(), { project, env: {} })],
] satisfies [string, (project: ReturnType<typeof openProject>) => Handler][])(
  'refuses "%s" if it would have no effect',
  async (option, make) => {
    const project = openProject(projectFolder(configWith('desk')));
    onTestFinished(() => endProject(project));
    expect(() => make(project)).toThrow(`createHandler: "${option}"`);
    await connect(generated()); // without the option
  },
);
