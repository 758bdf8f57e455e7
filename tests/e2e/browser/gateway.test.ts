import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { McpServer, Tool } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApi } from '../../../runtime/src/testing/fakes/api-server.js';
import { type Protected, startProtected } from '../../../runtime/tests/remote/protected.js';
import { freePort } from '../../../runtime/tests/servers/program.js';
import { ROOT } from '../../cli/spawn.js';
import { program } from '../../remote/servers.js';
import { allow, logIn } from './chat.js';
import { isMissing, name, useChromium } from './chromium.js';
import { exampleProject } from './example.js';
import { startService } from './service.js';

const { tools } = JSON.parse(
  readFileSync(join(ROOT, 'examples/gateway/src/providers/tracker/remote.json'), 'utf8'),
) as { tools: (Tool & { remoteName?: string })[] };

const PLACE = { latitude: 52.5, longitude: 13.4 };
const PROJECT = { project: 'P' };

describe.skipIf(isMissing)(`examples/gateway, with ${name}`, () => {
  const open = useChromium();

  it('serves two users an API, a program, and accounts of their own at another server', async () => {
    const { tracker, calls, user } = await startGateway();
    const [ann, bob] = [user('ann'), user('bob')];
    for (const call of [ann, bob]) {
      expect(await call('weather', 'get_forecast', PLACE)).toContain('Europe/Berlin');
      expect(await call('memory', 'read_graph', {})).toContain('entities');
    }
    const links = await Promise.all(
      [ann, bob].map(async (call) => linkIn(await call('tracker', 'list_issues', PROJECT))),
    );
    expect(links[0]).not.toBe(links[1]);

    await connect('ann', links[0]!, tracker);
    expect(await ann('tracker', 'list_issues', PROJECT)).toBe('Issues of ann');
    expect(await bob('tracker', 'list_issues', PROJECT)).toContain('Not signed in to tracker');

    await connect('bob', links[1]!, tracker);
    const answers = [ann, bob, ann, bob].map((call) => call('tracker', 'list_issues', PROJECT));
    expect(await Promise.all(answers)).toEqual(
      ['ann', 'bob', 'ann', 'bob'].map((who) => `Issues of ${who}`),
    );
    await bob('tracker', 'create_issue', { ...PROJECT, title: 'It is cold' });
    expect(calls.filter((call) => call.endsWith('issues_create'))).toEqual(['bob: issues_create']);
  });

  /** In a window of their own: they log in at the issuer of the callers, and have an account at the tracker. */
  async function connect(who: string, link: string, tracker: Protected): Promise<void> {
    const page = await open();
    await page.context().addCookies([{ name: 'who', value: who, url: tracker.issuer }]);
    await page.goto(link);
    await logIn(page, who);
    await allow(page);
    expect(await page.locator('h1').innerText()).toBe('Tracker is connected');
  }
});

const linkIn = (text: string): string => /http:[^\s"]+/.exec(text)?.[0] ?? text;

/** The project, built and served over HTTP, with its API, its program, the tracker and the issuer of its callers. */
async function startGateway() {
  const calls: string[] = [];
  const tracker = await startProtected('none', {
    scopes: ['issues:read', 'issues:write'],
    serve: (server, user) => {
      serveTracker(server, user, calls);
    },
  });
  const origin = `http://127.0.0.1:${await freePort()}`;
  const issuer = await startService([`${origin}/tracker/link/login`], []);
  onTestFinished(() => issuer.close());
  const api = await startApi();
  onTestFinished(() => api.close());
  api.answerAlways({ body: { ...PLACE, timezone: 'Europe/Berlin', hourly: { time: [] } } });
  const project = await exampleProject(
    'gateway',
    {
      WEATHER_BASE_URL: api.url,
      MEMORY_SERVER: program('server-memory')
        .map((word) => `"${word}"`)
        .join(' '),
      MEMORY_FILE_PATH: join(await mkdtemp(join(tmpdir(), 'memory-')), 'graph.jsonl'),
      MCP_ISSUER: issuer.issuer,
      MCP_PUBLIC_URL: origin,
      MCP_LOGIN_CLIENT_ID: issuer.clientId,
    },
    {
      'https://mcp.tracker.example/mcp': tracker.url.href,
      'https://auth.tracker.example': tracker.issuer,
      'name: Memory': 'name: Memory\n    shared_credentials: true',
    },
  );
  await project.start('--transport', 'http', '--port', new URL(origin).port);

  /** Calls tools as this user, whose token is for one endpoint. */
  const user = (who: string) => async (provider: string, tool: string, args: object) => {
    const url = `${origin}/${provider}/mcp`;
    const token = await issuer.token(who, url);
    const client = new Client({ name: 'test', version: '1.0.0' });
    const authProvider = { token: async () => token };
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider }));
    try {
      const { content } = await client.callTool({ name: tool, arguments: { ...args } });
      return content.map((block) => ('text' in block ? block.text : '')).join('');
    } finally {
      await client.close();
    }
  };
  return { tracker, calls, user };
}

/** The tools of the tracker, under the names that they have there. */
function serveTracker({ server }: McpServer, user: string, calls: string[]): void {
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler('tools/list', () => ({
    tools: tools.map(({ remoteName, ...tool }) => ({
      ...tool,
      name: remoteName ?? tool.name,
    })),
  }));
  server.setRequestHandler('tools/call', ({ params }) => {
    calls.push(`${user}: ${params.name}`);
    const issue = { key: 'APP-1', title: 'Slow', url: 'https://tracker.example/APP-1' };
    const structuredContent = params.name === 'list_issues' ? { issues: [issue] } : issue;
    return { content: [{ type: 'text', text: `Issues of ${user}` }], structuredContent };
  });
}
