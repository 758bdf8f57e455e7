import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../runtime/src/testing/fakes/listening.js';
import { post } from '../../runtime/tests/ask.js';
import { freePort } from '../../runtime/tests/servers/program.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { buildWalks, startWalks } from './projects/walks.js';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'tracing.md'), 'utf8');
const found = (pattern: RegExp) => pattern.exec(page)?.[1] ?? '';

const built = temporaryFolder(afterAll);
beforeAll(() =>
  buildWalks(built, {
    imports: `${found(/`(import \{ tracing \}[^`]*)`/)} import { telemetry } from 'mcp-provider/telemetry';`,
    use: found(/use: \[(.*?)\]/),
    options: found(/`(onStop: [^`]*)`/),
    files: { 'tracing.ts': found(/Write `src\/tracing\.ts`[^]*?```ts\n([^]*?)```/) },
  }),
);

/** A collector of OTLP over HTTP that takes its time; the names of services and of their spans. */
async function startCollector() {
  const spans: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      setTimeout(() => {
        const names = [...text.matchAll(/"name":"([^"]+)","kind"/g)].map(([, name]) => name);
        const [, service] = /"service\.name","value":\{"stringValue":"([^"]+)"/.exec(text) ?? [];
        spans.push(...names.map((name) => `${request.url} ${service}: ${name}`));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      }, 700);
    });
  });
  const { origin, close } = await listenOnLoopback(server);
  onTestFinished(close);
  return { spans, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: origin, OTEL_SERVICE_NAME: 'park' } };
}

const CALL = { name: 'walk', arguments: { steps: 1, ms: 1_500 } };
const SPANS = ['/v1/traces park: tools/call walk'];

it.each(['SIGTERM', 'SIGINT'] as const)(
  'the example sends the spans of calls that end after %s, and then the server ends',
  async (signal) => {
    const { spans, environment } = await startCollector();
    const port = await freePort();
    const end = await startWalks(built, port, environment);
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: CALL };
    const call = post(`http://127.0.0.1:${port}/walks/mcp`, JSON.stringify(message));
    await sleep(300);
    const code = await end(signal);
    expect((await call).text).toContain('arrived');
    expect([code, spans]).toEqual([0, SPANS]);
  },
);

it('the example sends the spans when a client over stdio leaves', async () => {
  const { spans, environment } = await startCollector();
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [join(built, 'dist', 'server.js')];
  const env = { PATH: process.env.PATH ?? '', ...environment };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }),
  );
  await client.callTool(CALL);
  await client.close();
  await expect.poll(() => spans).toEqual(SPANS);
});

it('the packages of the example are those that this test has', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const named = [...found(/npm install (.*)/).matchAll(/(@opentelemetry\/[\w-]+)@(\S+)/g)];
  expect(named).toHaveLength(4);
  for (const [, name = '', version = ''] of named)
    expect(devDependencies[name]?.startsWith(`${version}.`), name).toBe(true);
});
